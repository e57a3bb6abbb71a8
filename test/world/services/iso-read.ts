import { parseMoney, type Money } from '#lib/kernel';
import type { Wanted } from '../find.ts';
import { withXml, type Reader } from '../xml.ts';

/**
 * The world's own reading of ISO 18626, by XPath and apart from libs/iso18626: two readings of the standard meet at this border.
 */
export interface Agency {
  readonly type: string;
  readonly value: string;
}
export interface Heard {
  readonly kind: 'request' | 'requestingAgencyMessage';
  readonly version: string;
  readonly supplier: Agency;
  readonly requester: Agency;
  readonly timestamp: string;
  readonly requestId: string;
  readonly action: string;
  readonly note: string | undefined;
  readonly service: 'Copy' | 'Loan';
  readonly requestType: string;
  readonly previousId: string | undefined;
  readonly wanted: Wanted;
  readonly title: string;
  readonly maxCost: Money | undefined;
  readonly payment: string | undefined;
}
export interface NotHeard {
  readonly errorType: string;
  readonly errorValue: string;
}

const agency = (reader: Reader, path: string): Agency => ({
  type: reader.text(`${path}/agencyIdType`) ?? '',
  value: reader.text(`${path}/agencyIdValue`) ?? '',
});
const ids = (reader: Reader, code: string): string[] =>
  reader
    .each('bibliographicInfo/bibliographicItemId')
    .filter((id) => id.text('bibliographicItemIdentifierCode')?.toUpperCase() === code)
    .map((id) => id.text('bibliographicItemIdentifier') ?? '')
    .filter(Boolean);

function readWanted(body: Reader): Wanted {
  const [title, component, doi, recordId] = [
    body.text('bibliographicInfo/title'),
    body.text('bibliographicInfo/titleOfComponent'),
    ids(body, 'DOI')[0],
    body.text('bibliographicInfo/supplierUniqueRecordId') ??
      body.text('bibliographicInfo/bibliographicRecordId/bibliographicRecordIdentifier'),
  ];
  const year = Number(/\d{4}/.exec(body.text('publicationInfo/publicationDate') ?? '')?.[0] ?? Number.NaN);
  return {
    isbn: ids(body, 'ISBN'),
    issn: ids(body, 'ISSN'),
    ...(doi ? { doi } : {}),
    ...(recordId ? { recordId } : {}),
    ...(title ? { title } : {}),
    ...(component ? { component } : {}),
    ...(Number.isNaN(year) ? {} : { year }),
  };
}

function cost(body: Reader): Money | undefined {
  const currency = body.text('billingInfo/maximumCosts/currencyCode');
  const value = body.text('billingInfo/maximumCosts/monetaryValue');
  return currency && value && /^[A-Z]{3}$/.test(currency) ? parseMoney(value, currency) : undefined;
}

function readBody(root: Reader): Heard | NotHeard {
  if (root.root !== 'ISO18626Message') return { errorType: 'BadlyFormedMessage', errorValue: root.root };
  for (const kind of ['request', 'requestingAgencyMessage'] as const) {
    const [body] = root.each(kind);
    if (!body) continue;
    const requestId = body.text('header/requestingAgencyRequestId');
    const service = body.text('serviceInfo/serviceType') ?? '';
    const action = body.text('action') ?? '';
    const missing = (errorValue: string): NotHeard => ({ errorType: 'UnrecognisedDataElement', errorValue });
    if (!requestId) return missing('requestingAgencyRequestId');
    if (!body.text('header/timestamp')) return missing('timestamp');
    if (kind === 'request' && !['Copy', 'Loan', 'CopyOrLoan'].includes(service))
      return { errorType: 'UnrecognisedDataValue', errorValue: `serviceType: ${service}` };
    if (kind === 'requestingAgencyMessage' && !action) return missing('action');
    const payment = body.text('billingInfo/paymentMethod');
    return {
      kind,
      version: '2021-2',
      supplier: agency(body, 'header/supplyingAgencyId'),
      requester: agency(body, 'header/requestingAgencyId'),
      timestamp: body.text('header/timestamp')!,
      requestId,
      action,
      note: body.text('note'),
      service: service === 'Copy' ? 'Copy' : 'Loan',
      requestType: body.text('serviceInfo/requestType') ?? 'New',
      previousId: body.text('serviceInfo/requestingAgencyPreviousRequestId'),
      wanted: readWanted(body),
      title: body.text('bibliographicInfo/titleOfComponent') ?? body.text('bibliographicInfo/title') ?? '',
      maxCost: cost(body),
      payment,
    };
  }
  return { errorType: 'BadlyFormedMessage', errorValue: 'neither request nor requestingAgencyMessage' };
}

/** What a borrower sent to a lender. */
export const readIso = (bytes: Uint8Array): Heard | NotHeard =>
  withXml(bytes, readBody) ?? { errorType: 'BadlyFormedMessage', errorValue: 'not well-formed XML' };

/** The messageStatus of a confirmation (OK, ERROR); undefined where the answer is none. */
export const outcomeOf = (answer: string): string | undefined =>
  withXml(Buffer.from(answer), (root) => root.text('supplyingAgencyMessageConfirmation/confirmationHeader/messageStatus'));
