import type { MessageOf, Status } from '#lib/iso18626';
import type { LenderWord, On } from '../../domain/attempt/index.ts';
import type { AttemptOrder } from '../../domain/conduct.ts';

type Body = MessageOf<'supplyingAgencyMessage'>['body'];
type Saying = Extract<On, `says-${string}`>;

const BY_STATUS: Readonly<Record<Status, Saying>> = {
  RequestReceived: 'says-request-received',
  ExpectToSupply: 'says-expect-to-supply',
  WillSupply: 'says-will-supply',
  Loaned: 'says-loaned',
  Overdue: 'says-overdue',
  Recalled: 'says-recalled',
  RetryPossible: 'says-retry-possible',
  Unfilled: 'says-unfilled',
  HoldReturn: 'says-hold-return',
  ReleaseHoldReturn: 'says-release-hold-return',
  CopyCompleted: 'says-copy-completed',
  LoanCompleted: 'says-loan-completed',
  CompletedWithoutReturn: 'says-completed-without-return',
  Cancelled: 'says-cancelled',
};
const ALREADY_SENT: readonly Status[] = ['Loaned', 'CopyCompleted'];

/** What a message comes down to: mostly its status; an answer to Cancel is what was answered. */
function sayingOf({ messageInfo, statusInfo }: Body): Saying {
  const { reasonForMessage, answerYesNo } = messageInfo;
  const { status } = statusInfo;
  if (reasonForMessage === 'CancelResponse') {
    if (answerYesNo === 'Y' || status === 'Cancelled') return 'says-cancelled';
    return ALREADY_SENT.includes(status) ? BY_STATUS[status] : 'says-cancel-refused';
  }
  if (reasonForMessage === 'RenewResponse') return answerYesNo === 'Y' ? 'says-renewed' : 'says-renew-refused';
  return BY_STATUS[status];
}

/** `NotOnShelf` → `Not on shelf`. */
const words = (value: string): string => {
  const spaced = value.replaceAll(/(?<=[a-z])(?=[A-Z])/g, ' ');
  return spaced.charAt(0) + spaced.slice(1).replaceAll(/\b[A-Z](?=[a-z])/g, (letter) => letter.toLowerCase());
};
const clip = (text: string): string => text.replaceAll(/\s+/g, ' ').trim().slice(0, 500);

/** A link that may be shown to a patron, or undefined. */
const linkOf = (text: string | undefined): string | undefined => {
  if (!text || text.length > 2000 || !URL.canParse(text)) return undefined;
  return /^https?:$/.test(new URL(text).protocol) ? text : undefined;
};

const momentOf = (text: string | undefined): string | undefined =>
  text && !Number.isNaN(Date.parse(text)) ? new Date(text).toISOString() : undefined;

function reasonOf({ messageInfo }: Body): string | undefined {
  const given = messageInfo.reasonUnfilled?.value ?? messageInfo.reasonRetry?.value;
  const note = messageInfo.note && clip(messageInfo.note);
  const parts = [given && words(clip(given)), note].filter(Boolean);
  return parts.length ? parts.join(': ') : undefined;
}

function wordOf(body: Body): LenderWord {
  const { header, messageInfo, statusInfo, retryInfo, deliveryInfo } = body;
  const retry = messageInfo.reasonRetry?.value;
  const reason = reasonOf(body);
  const url = linkOf(deliveryInfo?.URL);
  // only what can be answered with a Retry is a condition; anything else is a no with its reason
  const offered = retry === 'CostExceedsMaxCost' ? retryInfo?.offeredCosts?.[0] : undefined;
  const asked = retry === 'MustMeetLoanCondition' ? retryInfo?.loanCondition : deliveryInfo?.loanCondition;
  const loanConditions = asked?.map(({ value }) => value.slice(0, 100)).slice(0, 10);
  const cost = deliveryInfo?.deliveryCosts?.[0];
  const retryAfter = momentOf(retryInfo?.retryAfter);
  return {
    lastChange: statusInfo.lastChange,
    requestId: header.requestingAgencyRequestId,
    ...(messageInfo.note ? { note: clip(messageInfo.note) } : {}),
    ...(reason ? { reason } : {}),
    ...(header.supplyingAgencyRequestId ? { lenderRequestId: header.supplyingAgencyRequestId.slice(0, 200) } : {}),
    // the day as the lender wrote it, in whatever zone: that is the day it means
    ...(statusInfo.dueDate ? { dueDate: statusInfo.dueDate.slice(0, 10) } : {}),
    ...(cost ? { cost } : {}),
    ...(offered ? { offered } : {}),
    ...(loanConditions?.length ? { loanConditions } : {}),
    ...(retryAfter ? { retryAfter } : {}),
    ...(url ? { url } : {}),
  };
}

/** A lender's message as a command to the attempt. */
export const interpret = (body: Body): AttemptOrder => ({ on: sayingOf(body), by: 'lender', word: wordOf(body) });
