/*
 * Messages of NCIP 2.02 (ANSI/NISO Z39.83-1-2012, schema ncip_v2_02.xsd). The order of elements is the schema's, as the eXtensible Catalog's NCIP
 * toolkit binds it (org.extensiblecatalog.ncip.v2.binding.ncipv2_02).
 */
const NAMESPACE = 'http://www.niso.org/2008/ncip';
const VERSION = 'http://www.niso.org/schemas/ncip/v2_02/ncip_v2_02.xsd';

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };
/** XML 1.0 holds no control characters but tab, line feed and carriage return. */
const printable = (text: string): string =>
  text
    .split('')
    .filter((sign) => sign >= ' ' || sign === '\t' || sign === '\n' || sign === '\r')
    .join('');
const escape = (text: string): string => printable(text).replaceAll(/[&<>]/g, (sign) => ESCAPES[sign]!);
/** An element with text; nothing where there is no text. */
export const leaf = (name: string, text: string | undefined): string => (text ? `<${name}>${escape(text)}</${name}>` : '');
export const ncipMessage = (inner: string): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<NCIPMessage xmlns="${NAMESPACE}" version="${VERSION}">${inner}</NCIPMessage>`;

/** By which agency's name a library asks its own system; systems of one library often want none. */
export type Agency = string | undefined;
const header = (agency: Agency): string =>
  agency
    ? `<InitiationHeader><FromAgencyId>${leaf('AgencyId', agency)}</FromAgencyId><ToAgencyId>${leaf('AgencyId', agency)}</ToAgencyId></InitiationHeader>`
    : '';
const userId = (card: string): string => `<UserId>${leaf('UserIdentifierValue', card)}</UserId>`;
const itemId = (agency: Agency, barcode: string): string =>
  `<ItemId>${leaf('AgencyId', agency)}${leaf('ItemIdentifierValue', barcode)}</ItemId>`;
const requestId = (agency: Agency, id: string): string =>
  `<RequestId>${leaf('AgencyId', agency)}${leaf('RequestIdentifierValue', id)}</RequestId>`;

/** Who has this card: group, blocks. */
export const lookupUser = (agency: Agency, card: string): string =>
  ncipMessage(
    `<LookupUser>${header(agency)}${userId(card)}${leaf('UserElementType', 'User Privilege')}${leaf('UserElementType', 'Block Or Trap')}</LookupUser>`,
  );

export interface ItemToAccept {
  /** Ours; the same for the same item, so that asked twice it is one record. */
  readonly request: string;
  readonly barcode: string;
  readonly card: string;
  readonly title: string;
  readonly pickup?: string | undefined;
}
/** A borrowed item is here: the system makes a record of it for as long, and holds it for the patron at the pick-up branch. */
export const acceptItem = (agency: Agency, { request, barcode, card, title, pickup }: ItemToAccept): string =>
  ncipMessage(
    `<AcceptItem>${header(agency)}${requestId(agency, request)}${leaf('RequestedActionType', 'Hold For Pickup')}${userId(card)}` +
      `${itemId(agency, barcode)}<ItemOptionalFields><BibliographicDescription>${leaf('Title', title)}</BibliographicDescription></ItemOptionalFields>` +
      `${leaf('PickupLocation', pickup)}</AcceptItem>`,
  );

/** The patron has it. @param due `YYYY-MM-DD`: the last day; it is told as that day's end */
export const checkOutItem = (
  agency: Agency,
  { request, barcode, card, due }: Pick<ItemToAccept, 'request' | 'barcode' | 'card'> & { readonly due?: string | undefined },
): string =>
  ncipMessage(
    `<CheckOutItem>${header(agency)}${userId(card)}${itemId(agency, barcode)}${requestId(agency, request)}` +
      `${leaf('DesiredDateDue', due && `${due}T23:59:00`)}</CheckOutItem>`,
  );

/** It is back, and with that its record goes. */
export const checkInItem = (agency: Agency, barcode: string): string =>
  ncipMessage(`<CheckInItem>${header(agency)}${itemId(agency, barcode)}</CheckInItem>`);

export interface HoldToPlace {
  /** Ours; a hold asked for twice under it comes back as the problem "Duplicate Request", which names the first one. */
  readonly request: string;
  readonly card: string;
  /** The record's number in the library's catalog. */
  readonly record: string;
  readonly pickup?: string | undefined;
}
/** A hold on whichever item of a record comes first. */
export const requestItem = (agency: Agency, { request, card, record, pickup }: HoldToPlace): string =>
  ncipMessage(
    `<RequestItem>${header(agency)}${userId(card)}` +
      `<BibliographicId><BibliographicRecordId>${leaf('BibliographicRecordIdentifier', record)}</BibliographicRecordId></BibliographicId>` +
      `${requestId(agency, request)}${leaf('RequestType', 'Hold')}${leaf('RequestScopeType', 'Bibliographic Item')}` +
      `${leaf('PickupLocation', pickup)}</RequestItem>`,
  );

/** A hold is taken away. @param request the system's number for it */
export const cancelRequestItem = (agency: Agency, card: string, request: string): string =>
  ncipMessage(`<CancelRequestItem>${header(agency)}${userId(card)}${requestId(agency, request)}</CancelRequestItem>`);
