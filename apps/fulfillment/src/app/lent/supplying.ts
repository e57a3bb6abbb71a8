import { code, writeMessage, type MessageOf } from '#lib/iso18626';
import type { Lent, Said } from '../../domain/lent/index.ts';
import { agencyOf } from '../iso18626/compose.ts';

type Body = MessageOf<'supplyingAgencyMessage'>['body'];
type Told = Said & { readonly at: string };

/** What came with the revision of 2021: to a partner that speaks 1.2 it is said in words. */
const UNKNOWN_TO_1_2: Readonly<Record<string, string>> = {
  HoldReturn: 'Please do not send it back for the time being.',
  ReleaseHoldReturn: 'It may be sent back again.',
};
const endOf = (day: string): string => `${day}T23:59:59Z`;

/** How it reaches the borrower: the parcel or the link, what it costs, on what conditions. */
function delivery({ asked }: Lent, said: Told): Pick<Body, 'deliveryInfo' | 'shippingInfo'> {
  const { sent, url, cost, method, loanConditions, carrier, tracking, at } = said;
  // a bill has no delivery, and the standard no other place for what it comes to
  if (!sent && !cost) return {};
  return {
    deliveryInfo: {
      dateSent: at,
      ...(url ? { URL: url, deliveryMethod: code('URL') } : {}),
      ...(!url && sent && asked.service === 'loan' ? { deliveryMethod: code(carrier ? 'Courier' : 'Mail') } : {}),
      ...(loanConditions?.length ? { loanCondition: loanConditions.map((value) => code(value)) } : {}),
      serviceType: asked.service === 'loan' ? 'Loan' : 'Copy',
      ...(cost ? { deliveryCosts: [cost] } : {}),
      ...(method ? { paymentMethod: code(method) } : {}),
    },
    ...(carrier || tracking
      ? { shippingInfo: { ...(carrier ? { courierName: code(carrier) } : {}), ...(tracking ? { trackingId: [tracking] } : {}) } }
      : {}),
  };
}

function retryInfo({ status, offered, method, loanConditions, retryAfter }: Told): Pick<Body, 'retryInfo'> {
  if (status !== 'RetryPossible') return {};
  const info = {
    ...(loanConditions?.length ? { loanCondition: loanConditions.map((value) => code(value)) } : {}),
    ...(offered ? { offeredCosts: [offered] } : {}),
    ...(method ? { paymentMethod: [code(method)] } : {}),
    ...(retryAfter ? { retryAfter: `${retryAfter}T00:00:00Z` } : {}),
  };
  return Object.keys(info).length ? { retryInfo: info } : {};
}

/**
 * What the lender tells, as ISO 18626 has it: in the version of 2021-2, or in the partner's own where it is older. The timestamp is the
 * moment of the event, so the same event is always the same message.
 */
export function supplyingMessage(lender: string, lent: Lent, said: Told): MessageOf<'supplyingAgencyMessage'> {
  const { requester, id } = lent;
  const version = requester.via === 'iso18626' ? requester.version : '2021-2';
  const inWords = version === '1.2' ? UNKNOWN_TO_1_2[said.status] : undefined;
  const pieces = said.pieces && said.pieces > 1 ? `${said.pieces} pieces.` : undefined;
  const tracked = version === '1.2' && said.tracking ? [said.carrier, said.tracking].filter(Boolean).join(' ') : undefined;
  // 1.2 has no place for how it is paid
  const paidBy = version === '1.2' && said.method && said.method !== 'IFLAVoucher' ? `To be paid by ${said.method}.` : undefined;
  const note = [inWords, pieces, tracked, paidBy, said.note].filter(Boolean).join(' ');
  return {
    kind: 'supplyingAgencyMessage',
    version,
    body: {
      header: {
        supplyingAgencyId: agencyOf(lender),
        requestingAgencyId: agencyOf(requester.symbol),
        timestamp: said.at,
        requestingAgencyRequestId: said.requestId,
        supplyingAgencyRequestId: id,
      },
      messageInfo: {
        reasonForMessage: inWords ? 'Notification' : said.why,
        ...(said.answer ? { answerYesNo: said.answer } : {}),
        ...(note ? { note } : {}),
        ...(said.reasonUnfilled ? { reasonUnfilled: code(said.reasonUnfilled) } : {}),
        ...(said.reasonRetry ? { reasonRetry: code(said.reasonRetry) } : {}),
      },
      statusInfo: {
        status: inWords ? 'Loaned' : said.status,
        ...(said.dueDate ? { dueDate: endOf(said.dueDate) } : {}),
        lastChange: said.at,
      },
      ...retryInfo(said),
      ...delivery(lent, said),
    },
  };
}

/** The same as XML. */
export const supplyingXml = (lender: string, lent: Lent, said: Told): string =>
  writeMessage(supplyingMessage(lender, lent, said));
