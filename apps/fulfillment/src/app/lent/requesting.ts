import {
  findDoi,
  pageCount,
  parseAuthors,
  parseIsbns,
  parseIssns,
  parseOclc,
  parsePages,
  parsePmid,
  parseYear,
  tidy,
} from '#lib/citation';
import type { Citation } from '#lib/contracts';
import type { Action, MessageOf } from '#lib/iso18626';
import type { AskedFor, Command, Hearing } from '../../domain/lent/index.ts';

type Request = MessageOf<'request'>['body'];

const text = (value: string | undefined, most = 2000): string | undefined => {
  const plain = value === undefined ? '' : tidy(value).slice(0, most);
  return plain || undefined;
};
/** Without what is undefined. */
const known = <T extends object>(fields: T): { [K in keyof T]: Exclude<T[K], undefined> } =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as never;
const found = (result: { ok: boolean; value?: string | undefined }): string | undefined => (result.ok ? result.value : undefined);

/** What is asked for, as far as the message says it; numbers whose check digits do not hold are left out. */
function citationOf({ bibliographicInfo: info, publicationInfo: publication }: Request, isCopy: boolean): Citation {
  const ids = (type: string): string =>
    (info.bibliographicItemId ?? [])
      .filter(({ bibliographicItemIdentifierCode: { value } }) => value.toUpperCase() === type)
      .map(({ bibliographicItemIdentifier }) => bibliographicItemIdentifier)
      .join(' ');
  const record = info.bibliographicRecordId?.find(
    ({ bibliographicRecordIdentifierCode: { value } }) => value.toUpperCase() === 'OCLC',
  );
  const part = text(info.titleOfComponent);
  const whole = text([info.title, info.subtitle].filter(Boolean).join(': '));
  const place = parsePages(info.pagesRequested);
  const date = text(publication?.publicationDate, 100);
  const issn = [...parseIssns(ids('ISSN')).found];
  return {
    kind: isCopy || part ? (issn.length || info.issue ? 'article' : 'chapter') : 'book',
    ...known({
      title: part ?? whole,
      container: part ? whole : undefined,
      volume: text(info.volume?.join(', '), 200),
      issue: text(info.issue, 200),
      ...(place.ok ? { pages: place.value.pages, articleNumber: place.value.articleNumber } : {}),
      year: parseYear(date),
      date,
      edition: text(info.edition, 200),
      series: text(info.seriesTitle),
      publisher: text(publication?.publisher),
      place: text(publication?.placeOfPublication),
      doi: findDoi(ids('DOI')),
      pmid: found(parsePmid(ids('PMID') || undefined)),
      oclc: found(parseOclc(record?.bibliographicRecordIdentifier)),
    }),
    authors: parseAuthors(part ? (info.authorOfComponent ?? '') : (info.author ?? '')).slice(0, 200),
    issn,
    isbn: [...parseIsbns(ids('ISBN')).found],
  };
}

/** The lines of an address, where a parcel is to go. */
function addressOf({ requestedDeliveryInfo, requestingAgencyInfo }: Request): string[] | undefined {
  const asked = requestedDeliveryInfo?.map(({ address }) => address).find((address) => address?.physicalAddress);
  const own = requestingAgencyInfo?.address?.find(({ physicalAddress }) => physicalAddress);
  const at = (asked ?? own)?.physicalAddress;
  if (!at) return undefined;
  const town = [at.locality, at.region, at.postalCode].filter(Boolean).join(' ');
  const lines = [requestingAgencyInfo?.name, at.line1, at.line2, town, at.country?.value].map((line) => text(line, 200));
  return lines.filter((line) => line !== undefined);
}

/** Where it stands at the library that is asked, as the borrower found it in its catalog. */
function callNumberOf({ header, supplierInfo = [] }: Request): string | undefined {
  const asked = header.supplyingAgencyId?.agencyIdValue;
  const own = supplierInfo.find(({ supplierCode }) => supplierCode !== undefined && supplierCode.agencyIdValue === asked);
  return text(own?.callNumber, 100);
}

const EXPRESS = ['Express', 'Rush', 'Urgent'];
const PARTS = ['titleOfComponent', 'pagesRequested', 'authorOfComponent'] as const;

/** Copy or loan. Where the borrower leaves it to us: a copy of what is named as a part of something, else the thing itself. */
function serviceOf({ serviceInfo, bibliographicInfo }: Request): 'copy' | 'loan' {
  if (serviceInfo.serviceType !== 'CopyOrLoan') return serviceInfo.serviceType === 'Copy' ? 'copy' : 'loan';
  return PARTS.some((name) => bibliographicInfo[name]) ? 'copy' : 'loan';
}

/**
 * What a request asks for. Of its patron nothing is taken over. All sub-types are honored: a booking with its days, several items with
 * their common number, the rest as the lender's staff read them.
 */
export function askedFor(body: Request): AskedFor {
  const { header, bibliographicInfo, serviceInfo: info, billingInfo: billing } = body;
  const service = serviceOf(body);
  const citation = citationOf(body, service === 'copy');
  const estimated = Number(/^\d{1,5}$/.exec(bibliographicInfo.estimatedNoPages?.trim() ?? '')?.[0] ?? 0) || undefined;
  const day = (moment: string | undefined): string | undefined => moment?.slice(0, 10);
  const subTypes = info.requestSubType;
  return {
    service,
    citation,
    rush: EXPRESS.includes(info.serviceLevel?.value ?? ''),
    ...known({
      callNumber: callNumberOf(body),
      pages: service === 'copy' ? (pageCount(citation.pages) ?? estimated) : undefined,
      maxCost: billing?.maximumCosts,
      neededBy: day(info.needBeforeDate),
      note: text(info.note, 1000),
      subTypes: subTypes?.length ? subTypes : undefined,
      multipleItemRequestId: text(header.multipleItemRequestId, 200),
      from: day(info.startDate),
      until: day(info.endDate),
      deliverTo: service === 'loan' ? addressOf(body) : undefined,
      payment: text(billing?.paymentMethod?.value ?? billing?.billingMethod?.value, 100),
      accepted: info.loanCondition?.map(({ value }) => value.slice(0, 100)).slice(0, 10),
    }),
  };
}

const HEARD: Readonly<Record<Action, Hearing>> = {
  StatusRequest: 'hears-status-request',
  Received: 'hears-received',
  Cancel: 'hears-cancel',
  Renew: 'hears-renew',
  HoldReturn: 'hears-hold-return',
  ShippedReturn: 'hears-shipped-return',
  ShippedForward: 'hears-shipped-forward',
  Notification: 'hears-notification',
  Lost: 'hears-lost',
};

type DistributiveOmit<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never;
/** A command without what the shell adds. */
export type LentOrder = DistributiveOmit<Command, 'at' | 'calendar' | 'questionId'>;

/** A borrower's message as a command to what it is about. */
export function orderOf(message: MessageOf<'request' | 'requestingAgencyMessage'>): LentOrder {
  const by = 'borrower';
  if (message.kind === 'requestingAgencyMessage') {
    const note = text(message.body.note, 1000);
    return { on: HEARD[message.body.action], by, ...(note ? { note } : {}) } as LentOrder;
  }
  const { serviceInfo, header } = message.body;
  const note = text(serviceInfo.note, 1000);
  if (serviceInfo.requestType === 'Reminder') return { on: 'hears-reminder', by, ...(note ? { note } : {}) };
  return {
    on: 'hears-retry',
    by,
    requestId: header.requestingAgencyRequestId,
    asked: askedFor(message.body),
    ...(note ? { note } : {}),
  };
}
