import type { Citation, Wishes } from '#lib/contracts';
import type { Money } from '#lib/kernel';
import { agency, code, writeMessage, type Action, type MessageOf } from '#lib/iso18626';
import type { Attempt, AttemptEvent, Lender } from '../../domain/attempt/index.ts';

type Told = Extract<AttemptEvent, { type: 'told' }>;
type Request = MessageOf<'request'>['body'];

/** Libraries of the platform and OCLC's are known by symbol; the scheme says so (ISIL where they have one). */
export const agencyOf = (symbol: string) => agency(symbol, 'ISIL');

const item = (kind: 'DOI' | 'ISBN' | 'ISSN' | 'PMID', value: string) => ({
  bibliographicItemIdentifierCode: code(kind),
  bibliographicItemIdentifier: value,
});

function bibliographicInfo(citation: Citation): Request['bibliographicInfo'] {
  const { title, container, authors, edition, series, volume, issue, pages, articleNumber, oclc } = citation;
  const author = authors.join('; ');
  const ids = [
    ...(citation.doi ? [item('DOI', citation.doi)] : []),
    ...citation.isbn.map((value) => item('ISBN', value)),
    ...citation.issn.map((value) => item('ISSN', value)),
    ...(citation.pmid ? [item('PMID', citation.pmid)] : []),
  ];
  return {
    // in a journal or a book: the container is what the lender takes from the shelf
    ...(container ? { title: container } : title ? { title } : {}),
    ...(container && title ? { titleOfComponent: title } : {}),
    ...(author ? (container ? { authorOfComponent: author } : { author }) : {}),
    ...(series ? { seriesTitle: series } : {}),
    ...(edition ? { edition } : {}),
    ...(volume ? { volume: [volume] } : {}),
    ...(issue ? { issue } : {}),
    ...(pages || articleNumber ? { pagesRequested: pages ?? articleNumber! } : {}),
    ...(ids.length ? { bibliographicItemId: ids } : {}),
    ...(oclc
      ? { bibliographicRecordId: [{ bibliographicRecordIdentifierCode: code('OCLC'), bibliographicRecordIdentifier: oclc }] }
      : {}),
  };
}

function publicationInfo({ publisher, place, date, year }: Citation): Pick<Request, 'publicationInfo'> {
  const when = date ?? (year ? String(year) : undefined);
  if (!publisher && !place && !when) return {};
  return {
    publicationInfo: {
      ...(publisher ? { publisher } : {}),
      ...(when ? { publicationDate: when } : {}),
      ...(place ? { placeOfPublication: place } : {}),
    },
  };
}

function serviceInfo(isCopy: boolean, wishes: Wishes, told: Told): Request['serviceInfo'] {
  const { previousRequestId, loanConditions } = told;
  const note = [told.note, wishes.pieces > 1 ? `${wishes.pieces} pieces` : undefined].filter(Boolean).join('; ');
  return {
    // after a condition that is agreed to, and when the day has come that the lender had named
    requestType: previousRequestId ? 'Retry' : 'New',
    ...(previousRequestId ? { requestingAgencyPreviousRequestId: previousRequestId } : {}),
    serviceType: isCopy ? 'Copy' : 'Loan',
    ...(wishes.neededBy ? { needBeforeDate: `${wishes.neededBy}T23:59:59Z` } : {}),
    ...(isCopy ? {} : { anyEdition: wishes.anyEdition ? 'Y' : 'N' }),
    ...(loanConditions?.length ? { loanCondition: loanConditions.map((value) => code(value)) } : {}),
    ...(note ? { note } : {}),
  };
}

const PAID_BY = { OCLC: 'IFM', vouchers: 'IFLAVoucher', EFTS: 'EFTS' } as const;
const BILLED = { invoice: 'Invoice', deposit: 'Account', reciprocity: 'ReciprocityAgreement', nobody: 'FreeOfCharge' } as const;
/** Where one of both takes no part in IFM it is not promised: an invoice is asked instead. */
function billingInfo({ settledBy: agreed, notInIfm }: Lender, maximum: Money | undefined): Pick<Request, 'billingInfo'> {
  const settledBy = notInIfm ? 'invoice' : agreed;
  const method = PAID_BY[settledBy as keyof typeof PAID_BY];
  const billed = BILLED[settledBy as keyof typeof BILLED];
  const billing = {
    ...(method ? { paymentMethod: code(method) } : {}),
    ...(maximum ? { maximumCosts: maximum } : {}),
    ...(billed ? { billingMethod: code(billed) } : {}),
  };
  return Object.keys(billing).length ? { billingInfo: billing } : {};
}

/**
 * A message to a lender as ISO 18626 2021-2 has it. Nothing of the patron goes along. The standard wants a timestamp; it is the moment
 * of the event, so the same event is always the same message.
 */
export function messageTo(library: string, attempt: Attempt, told: Told): MessageOf<'request' | 'requestingAgencyMessage'> {
  if (!('lender' in attempt.plan)) throw new Error(`${attempt.plan.machine}: nobody to tell`);
  const { lender, machine } = attempt.plan;
  const common = {
    supplyingAgencyId: agencyOf(lender.symbol),
    requestingAgencyId: agencyOf(library),
    timestamp: told.at,
    requestingAgencyRequestId: told.requestId,
  };
  const isCopy = machine === 'borrow-copy';
  if (told.said === 'Request' || told.said === 'Retry') {
    const { citation, wishes } = attempt.wanted;
    const body: Request = {
      header: common,
      bibliographicInfo: bibliographicInfo(citation),
      ...publicationInfo(citation),
      serviceInfo: serviceInfo(isCopy, wishes, told),
      ...(isCopy ? { requestedDeliveryInfo: [{ sortOrder: 1, deliveryMethod: code('URL') }] } : {}),
      ...billingInfo(lender, told.maxCost),
    };
    return { kind: 'request', version: '2021-2', body };
  }
  const action: Action = told.said;
  return {
    kind: 'requestingAgencyMessage',
    version: '2021-2',
    body: {
      header: { ...common, ...(attempt.lenderRequestId ? { supplyingAgencyRequestId: attempt.lenderRequestId } : {}) },
      action,
      ...(told.note ? { note: told.note } : {}),
    },
  };
}

/** The same as XML. */
export const composeMessage = (library: string, attempt: Attempt, told: Told): string =>
  writeMessage(messageTo(library, attempt, told));
