import { code, type MessageOf, type Status } from '#lib/iso18626';
import type { Answer } from '../../domain/email/answers.ts';
import type { Given } from '../../domain/email/read-answer.ts';
import { agencyOf } from '../iso18626/compose.ts';

type Body = MessageOf<'supplyingAgencyMessage'>['body'];

/** Whose answer it is, to what. */
export interface Answered {
  readonly library: string;
  readonly partner: string;
  readonly requestId: string;
  readonly isCopy: boolean;
  /** Domain time, ISO 8601 UTC. */
  readonly at: string;
}

const day = (date: string): string => `${date}T00:00:00Z`;
const REASON: Readonly<Partial<Record<Answer, Body['messageInfo']['reasonForMessage']>>> = {
  cancelled: 'CancelResponse',
  renewed: 'RenewResponse',
  'not-renewed': 'RenewResponse',
  'came-back': 'StatusChange',
};
const YES_NO: Readonly<Partial<Record<Answer, 'Y' | 'N'>>> = { cancelled: 'Y', renewed: 'Y', 'not-renewed': 'N' };

function statusOf(answer: Answer, isCopy: boolean): Status {
  switch (answer) {
    case 'will-send':
      return 'WillSupply';
    case 'sent':
      return isCopy ? 'CopyCompleted' : 'Loaned';
    case 'cannot':
      return 'Unfilled';
    case 'condition':
    case 'later':
      return 'RetryPossible';
    case 'cancelled':
      return 'Cancelled';
    case 'renewed':
    case 'not-renewed':
      return 'Loaned';
    case 'came-back':
      return 'LoanCompleted';
  }
}

function deliveryOf(at: string, { url, cost, conditions, carrier, tracking }: Given): Partial<Body> {
  const loanCondition = conditions?.map((value) => code(value));
  const shipping = { ...(carrier && { courierName: code(carrier) }), ...(tracking && { trackingId: [tracking] }) };
  return {
    deliveryInfo: {
      dateSent: at,
      ...(url && { URL: url }),
      ...(loanCondition?.length && { loanCondition }),
      ...(cost && { deliveryCosts: [cost] }),
    },
    ...(Object.keys(shipping).length && { shippingInfo: shipping }),
  };
}

/** A price outweighs conditions beside it: ISO 18626 has one reason, and the conditions then go along as a note. */
function conditionOf({ cost, conditions }: Given): Partial<Body> & { readonly why: string } {
  const loanCondition = conditions?.map((value) => code(value));
  if (cost?.minor) return { why: 'CostExceedsMaxCost', retryInfo: { offeredCosts: [cost] } };
  return { why: 'MustMeetLoanCondition', retryInfo: loanCondition?.length ? { loanCondition } : {} };
}

/** What a lender answered by mail as the supplying agency message it would have sent by ISO 18626: from there on both are one. */
export function answerMessage(answer: Answer, given: Given, { library, partner, requestId, isCopy, at }: Answered): Body {
  const note = [given.note, answer === 'condition' && given.cost?.minor ? given.conditions?.join(', ') : undefined]
    .filter(Boolean)
    .join(' · ');
  const reasonForMessage = REASON[answer] ?? 'StatusChange';
  const { why, ...condition } = answer === 'condition' ? conditionOf(given) : { why: given.reason };
  return {
    header: {
      supplyingAgencyId: agencyOf(partner),
      requestingAgencyId: agencyOf(library),
      timestamp: at,
      requestingAgencyRequestId: requestId,
    },
    messageInfo: {
      reasonForMessage,
      ...(YES_NO[answer] && { answerYesNo: YES_NO[answer] }),
      ...(note && { note }),
      ...(answer === 'cannot' && why && { reasonUnfilled: code(why) }),
      ...(statusOf(answer, isCopy) === 'RetryPossible' && why && { reasonRetry: code(why) }),
    },
    statusInfo: {
      status: statusOf(answer, isCopy),
      ...(given.dueDate && { dueDate: day(given.dueDate) }),
      lastChange: at,
    },
    ...condition,
    ...(given.after && { retryInfo: { retryAfter: day(given.after) } }),
    ...(answer === 'sent' && deliveryOf(at, given)),
  };
}
