import type { FactDefinition } from '../catalog/define.ts';
import { borrowingCost } from './borrowing-cost.ts';
import { cheapestCopyPrice } from './cheapest-copy-price.ts';
import { cheapestCopySource } from './cheapest-copy-source.ts';
import { cheapestCost } from './cheapest-cost.ts';
import { citationLeftToStaff } from './citation-left-to-staff.ts';
import { citationStatus } from './citation-status.ts';
import { copiesInSharedSystem } from './copies-in-shared-system.ts';
import { copiesThisYear } from './copies-this-year.ts';
import { costAgreed } from './cost-agreed.ts';
import { costLeftToStaff } from './cost-left-to-staff.ts';
import { courses } from './courses.ts';
import { daysSinceSameRequest } from './days-since-same-request.ts';
import { ebookAccepted } from './ebook-accepted.ts';
import { ebookPrice } from './ebook-price.ts';
import { freeLenders } from './free-lenders.ts';
import { freeLendersOfAv } from './free-lenders-of-av.ts';
import { fundLeft } from './fund-left.ts';
import { genres } from './genres.ts';
import { getItNowPrice } from './get-it-now-price.ts';
import { itemKind } from './item-kind.ts';
import { lendersAbroad } from './lenders-abroad.ts';
import { lendersAsked } from './lenders-asked.ts';
import { lendersLeft } from './lenders-left.ts';
import { librariesHolding } from './libraries-holding.ts';
import { librariesThatMaySupply } from './libraries-that-may-supply.ts';
import { licensedAccess } from './licensed-access.ts';
import { licensedPackage } from './licensed-package.ts';
import { openHost } from './open-host.ts';
import { openVersion } from './open-version.ts';
import { otherEditionChosen } from './other-edition-chosen.ts';
import { otherEditions } from './other-editions.ts';
import { outsideLenders } from './outside-lenders.ts';
import { outsideLendersOfAv } from './outside-lenders-of-av.ts';
import { ownCopiesOnShelf } from './own-copies-on-shelf.ts';
import { ownCopyDueIn } from './own-copy-due-in.ts';
import { ownShelfMark } from './own-shelf-mark.ts';
import { patronBlocked } from './patron-blocked.ts';
import { patronGroup } from './patron-group.ts';
import { printPrice } from './print-price.ts';
import { publicationAge } from './publication-age.ts';
import { reprintsDeskPrice } from './reprints-desk-price.ts';
import { retracted } from './retracted.ts';
import { royalty } from './royalty.ts';
import { service } from './service.ts';
import { soonestLoan } from './soonest-loan.ts';
import { subjectAreas } from './subject-areas.ts';
import { submittedVersionAnswer } from './submitted-version-answer.ts';
import { subscribed } from './subscribed.ts';
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
  copiesThisYear,
  royalty,
  cheapestCopySource,
  cheapestCopyPrice,
  getItNowPrice,
  reprintsDeskPrice,
  printPrice,
  ebookPrice,
  borrowingCost,
  cheapestCost,
  fundLeft,
  freeLenders,
  freeLendersOfAv,
  outsideLenders,
  outsideLendersOfAv,
  lendersAbroad,
  lendersLeft,
  lendersAsked,
  librariesHolding,
  librariesThatMaySupply,
  soonestLoan,
  otherEditions,
  subjectAreas,
  genres,
];
