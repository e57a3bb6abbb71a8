import { toDecimal, type Money } from '#lib/kernel';
import { leaf } from '../xml.ts';
import type { Agency, Heard, NotHeard } from './iso-read.ts';

const NS = 'http://illtransactions.org/2013/iso18626';
const wrap = (inner: string): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<ISO18626Message xmlns="${NS}" xmlns:ill="${NS}" ill:version="2021-2">${inner}</ISO18626Message>\n`;
const agency = (name: string, { type, value }: Agency): string =>
  value ? `<${name}>${leaf('agencyIdType', type || 'ISIL')}${leaf('agencyIdValue', value)}</${name}>` : '';
const costs = (name: string, money: Money | undefined): string =>
  money ? `<${name}>${leaf('currencyCode', money.currency)}${leaf('monetaryValue', toDecimal(money))}</${name}>` : '';

/** The confirmation that goes back in the same exchange: receipt only. */
export function confirmation(heard: Heard | undefined, now: string, error?: NotHeard): string {
  const name = heard?.kind === 'requestingAgencyMessage' ? 'requestingAgencyMessageConfirmation' : 'requestConfirmation';
  const header =
    (heard ? agency('supplyingAgencyId', heard.supplier) + agency('requestingAgencyId', heard.requester) : '') +
    leaf('timestamp', now) +
    leaf('requestingAgencyRequestId', heard?.requestId) +
    leaf('timestampReceived', heard?.timestamp ?? now) +
    leaf('messageStatus', error ? 'ERROR' : 'OK');
  const action = heard?.kind === 'requestingAgencyMessage' ? leaf('action', heard.action) : '';
  const errors = error
    ? `<errorData>${leaf('errorType', error.errorType)}${leaf('errorValue', error.errorValue)}</errorData>`
    : '';
  return wrap(`<${name}><confirmationHeader>${header}</confirmationHeader>${action}${errors}</${name}>`);
}

/** What a lender has to say, in the world's own words. Times are ISO 8601. */
export interface Says {
  readonly supplier: Agency;
  readonly requester: Agency;
  readonly requestId: string;
  readonly supplierRequestId: string;
  readonly at: string;
  readonly reason: string;
  readonly status: string;
  readonly yes?: boolean;
  readonly note?: string;
  readonly reasonUnfilled?: string;
  readonly reasonRetry?: string;
  readonly offered?: Money;
  readonly paymentOffered?: string;
  readonly dueDate?: string;
  readonly expected?: string;
  readonly delivery?: {
    readonly at: string;
    readonly items: readonly string[];
    readonly url?: string;
    readonly method: string;
    readonly conditions: readonly string[];
    readonly format: string;
    readonly cost?: Money;
    readonly payment?: string;
  };
  readonly tracking?: string;
  readonly returnTo?: string;
}

/** A supplyingAgencyMessage in the order of elements of the schema 2021-2. */
export function supplyingAgencyMessage(says: Says): string {
  const { delivery } = says;
  return wrap(
    '<supplyingAgencyMessage><header>' +
      agency('supplyingAgencyId', says.supplier) +
      agency('requestingAgencyId', says.requester) +
      leaf('timestamp', says.at) +
      leaf('requestingAgencyRequestId', says.requestId) +
      leaf('supplyingAgencyRequestId', says.supplierRequestId) +
      '</header><messageInfo>' +
      leaf('reasonForMessage', says.reason) +
      leaf('answerYesNo', says.yes === undefined ? undefined : says.yes ? 'Y' : 'N') +
      leaf('note', says.note) +
      leaf('reasonUnfilled', says.reasonUnfilled) +
      leaf('reasonRetry', says.reasonRetry) +
      '</messageInfo><statusInfo>' +
      leaf('status', says.status) +
      leaf('expectedDeliveryDate', says.expected) +
      leaf('dueDate', says.dueDate) +
      leaf('lastChange', says.at) +
      '</statusInfo>' +
      (says.offered || says.paymentOffered
        ? `<retryInfo>${costs('offeredCosts', says.offered)}${leaf('paymentMethod', says.paymentOffered)}</retryInfo>`
        : '') +
      (delivery
        ? `<deliveryInfo>${leaf('dateSent', delivery.at)}${delivery.items.map((item) => leaf('itemId', item)).join('')}` +
          `${leaf('URL', delivery.url)}${leaf('deliveryMethod', delivery.method)}` +
          delivery.conditions.map((condition) => leaf('loanCondition', condition)).join('') +
          `${leaf('itemFormat', delivery.format)}${costs('deliveryCosts', delivery.cost)}` +
          `${leaf('paymentMethod', delivery.payment)}</deliveryInfo>`
        : '') +
      (says.tracking ? `<shippingInfo><courierName>UPS</courierName>${leaf('trackingId', says.tracking)}</shippingInfo>` : '') +
      (says.returnTo ? `<returnInfo>${leaf('name', says.returnTo)}</returnInfo>` : '') +
      '</supplyingAgencyMessage>',
  );
}
