import type { FactDefinition } from '../catalog/define.ts';
import { bestCopyPrice } from './best-copy-price.ts';
import { bestCopySource } from './best-copy-source.ts';
import { borrowerAgreement } from './borrower-agreement.ts';
import { borrowerBalance } from './borrower-balance.ts';
import { borrowerCountry } from './borrower-country.ts';
import { borrowerIsAbroad } from './borrower-is-abroad.ts';
import { borrowerIsPartner } from './borrower-is-partner.ts';
import { borrowerLoansOpen } from './borrower-loans-open.ts';
import { borrowerPaysAtMost } from './borrower-pays-at-most.ts';
import { borrowerSettledBy } from './borrower-settled-by.ts';
import { borrower } from './borrower.ts';
import { borrowingCost } from './borrowing-cost.ts';
import { borrowingWholeCost } from './borrowing-whole-cost.ts';
import { chargeAgreement } from './charge-agreement.ts';
import { chargeAmount } from './charge-amount.ts';
import { chargeCurrency } from './charge-currency.ts';
import { chargeDaysLeft } from './charge-days-left.ts';
import { chargeFor } from './charge-for.ts';
import { chargeLenderCountry } from './charge-lender-country.ts';
import { chargeLender } from './charge-lender.ts';
import { chargeLenderInIfm } from './charge-lender-in-ifm.ts';
import { chargeLibraryInIfm } from './charge-library-in-ifm.ts';
import { chargeSettledBy } from './charge-settled-by.ts';
import { cheapestCost } from './cheapest-cost.ts';
import { citationLeftToStaff } from './citation-left-to-staff.ts';
import { citationStatus } from './citation-status.ts';
import { copiesInSharedSystem } from './copies-in-shared-system.ts';
import { copiesThisYear } from './copies-this-year.ts';
import { copyrightReason } from './copyright-reason.ts';
import { copyrightRuling } from './copyright-ruling.ts';
import { costAgreed } from './cost-agreed.ts';
import { costLeftToStaff } from './cost-left-to-staff.ts';
import { courses } from './courses.ts';
import { daysSinceSameRequest } from './days-since-same-request.ts';
import { daysUnanswered } from './days-unanswered.ts';
import { daysUntilDue } from './days-until-due.ts';
import { degreeGrantingInstitution } from './degree-granting-institution.ts';
import { degreeGrantingLibrary } from './degree-granting-library.ts';
import { ebookAccepted } from './ebook-accepted.ts';
import { ebookPrice } from './ebook-price.ts';
import { freeLendersOfAv } from './free-lenders-of-av.ts';
import { freeLenders } from './free-lenders.ts';
import { fundLeft } from './fund-left.ts';
import { genres } from './genres.ts';
import { getItNowPrice } from './get-it-now-price.ts';
import { itemKind } from './item-kind.ts';
import { lendableCirculates } from './lendable-circulates.ts';
import { lendableCondition } from './lendable-condition.ts';
import { lendableDueIn } from './lendable-due-in.ts';
import { lendableFormat } from './lendable-format.ts';
import { lendableHeld } from './lendable-held.ts';
import { lendableStatus } from './lendable-status.ts';
import { lendableYearsInCollection } from './lendable-years-in-collection.ts';
import { lenderBalance } from './lender-balance.ts';
import { lenderByIfm } from './lender-by-ifm.ts';
import { lenderCarrier } from './lender-carrier.ts';
import { lenderCharge } from './lender-charge.ts';
import { lenderClosedFor } from './lender-closed-for.ts';
import { lenderDaysToRespond } from './lender-days-to-respond.ts';
import { lenderDistance } from './lender-distance.ts';
import { lenderFillRate } from './lender-fill-rate.ts';
import { lenderHasEdition } from './lender-has-edition.ts';
import { lenderIsFree } from './lender-is-free.ts';
import { lenderIsFull } from './lender-is-full.ts';
import { lenderIsMember } from './lender-is-member.ts';
import { lenderLendsAv } from './lender-lends-av.ts';
import { lenderOfLastResort } from './lender-of-last-resort.ts';
import { lenderOpenRequests } from './lender-open-requests.ts';
import { lenderSettledBy } from './lender-settled-by.ts';
import { lenderTimesAsked } from './lender-times-asked.ts';
import { lenderTurnaround } from './lender-turnaround.ts';
import { lendersAbroadPayable } from './lenders-abroad-payable.ts';
import { lendersAbroad } from './lenders-abroad.ts';
import { lendersAsked } from './lenders-asked.ts';
import { lendersLeft } from './lenders-left.ts';
import { librariesHolding } from './libraries-holding.ts';
import { librariesThatMaySupply } from './libraries-that-may-supply.ts';
import { licenseTerms } from './license-terms.ts';
import { licensedAccess } from './licensed-access.ts';
import { licensedPackage } from './licensed-package.ts';
import { mayMail } from './may-mail.ts';
import { noticeService } from './notice-service.ts';
import { openHost } from './open-host.ts';
import { openRequests } from './open-requests.ts';
import { openVersion } from './open-version.ts';
import { otherEditionChosen } from './other-edition-chosen.ts';
import { otherEditions } from './other-editions.ts';
import { outsideLendersOfAv } from './outside-lenders-of-av.ts';
import { outsideLenders } from './outside-lenders.ts';
import { ownCopiesOnShelf } from './own-copies-on-shelf.ts';
import { ownCopyDueIn } from './own-copy-due-in.ts';
import { ownShelfMark } from './own-shelf-mark.ts';
import { patronAgreedToPay } from './patron-agreed-to-pay.ts';
import { patronBlocked } from './patron-blocked.ts';
import { patronFee } from './patron-fee.ts';
import { patronGroup } from './patron-group.ts';
import { printPrice } from './print-price.ts';
import { publicationAge } from './publication-age.ts';
import { quoteHours } from './quote-hours.ts';
import { quotePrice } from './quote-price.ts';
import { quoteSource } from './quote-source.ts';
import { repositoryHost } from './repository-host.ts';
import { reprintsDeskPrice } from './reprints-desk-price.ts';
import { requestsThisYear } from './requests-this-year.ts';
import { retracted } from './retracted.ts';
import { royalty } from './royalty.ts';
import { service } from './service.ts';
import { soonestLoan } from './soonest-loan.ts';
import { subjectAreas } from './subject-areas.ts';
import { submittedVersionAnswer } from './submitted-version-answer.ts';
import { subscribed } from './subscribed.ts';
import { triedAtPublisher } from './tried-at-publisher.ts';
import { vouchersLeft } from './vouchers-left.ts';
import { wantedPages } from './wanted-pages.ts';
import { wantedService } from './wanted-service.ts';
import { wantedUrgently } from './wanted-urgently.ts';
import { whatHappened } from './what-happened.ts';
import { workingDaysLeft } from './working-days-left.ts';

/** Every fact that rules may use; a new one is a file here and a line below. */
export const FACTS: readonly FactDefinition[] = [
  patronBlocked,
  patronGroup,
  daysSinceSameRequest,
  itemKind,
  service,
  publicationAge,
  citationStatus,
  citationLeftToStaff,
  retracted,
  workingDaysLeft,
  ebookAccepted,
  submittedVersionAnswer,
  costAgreed,
  costLeftToStaff,
  otherEditionChosen,
  courses,
  ownCopiesOnShelf,
  ownShelfMark,
  ownCopyDueIn,
  licensedAccess,
  licensedPackage,
  subscribed,
  copiesInSharedSystem,
  openVersion,
  openHost,
  repositoryHost,
  degreeGrantingInstitution,
  degreeGrantingLibrary,
  copiesThisYear,
  copyrightRuling,
  copyrightReason,
  royalty,
  bestCopySource,
  bestCopyPrice,
  getItNowPrice,
  reprintsDeskPrice,
  triedAtPublisher,
  printPrice,
  ebookPrice,
  borrowingCost,
  borrowingWholeCost,
  cheapestCost,
  fundLeft,
  freeLenders,
  freeLendersOfAv,
  outsideLenders,
  outsideLendersOfAv,
  lendersAbroad,
  lendersAbroadPayable,
  vouchersLeft,
  lendersLeft,
  lendersAsked,
  librariesHolding,
  librariesThatMaySupply,
  soonestLoan,
  otherEditions,
  patronFee,
  patronAgreedToPay,
  subjectAreas,
  genres,
  openRequests,
  requestsThisYear,
  lenderIsFree,
  lenderCharge,
  lenderBalance,
  lenderDaysToRespond,
  lenderOfLastResort,
  lenderIsMember,
  lenderSettledBy,
  lenderDistance,
  lenderByIfm,
  lenderCarrier,
  lenderOpenRequests,
  lenderIsFull,
  lenderClosedFor,
  lenderLendsAv,
  lenderHasEdition,
  lenderTimesAsked,
  lenderFillRate,
  lenderTurnaround,
  quoteSource,
  quotePrice,
  quoteHours,
  borrower,
  borrowerIsPartner,
  borrowerIsAbroad,
  borrowerCountry,
  borrowerAgreement,
  borrowerLoansOpen,
  borrowerSettledBy,
  borrowerBalance,
  borrowerPaysAtMost,
  wantedService,
  wantedUrgently,
  wantedPages,
  lendableHeld,
  lendableFormat,
  lendableStatus,
  lendableDueIn,
  lendableCirculates,
  lendableYearsInCollection,
  lendableCondition,
  licenseTerms,
  chargeAmount,
  chargeCurrency,
  chargeSettledBy,
  chargeFor,
  chargeLender,
  chargeLenderInIfm,
  chargeLibraryInIfm,
  chargeLenderCountry,
  chargeAgreement,
  chargeDaysLeft,
  whatHappened,
  noticeService,
  mayMail,
  daysUntilDue,
  daysUnanswered,
];
