import type { Calendar, Money } from '#lib/kernel';
import type { Plan, Wanted } from './plan.ts';

/** Who gave a command: what the timeline shows as the one who acted. */
export type By = 'patron' | 'staff' | 'lender' | 'provider' | 'carrier' | 'system';

/** What every command brings along, so that deciding reads no clock and knows the library's working days. */
export interface When {
  /** Domain time, ISO 8601 UTC. */
  readonly at: string;
  readonly calendar: Calendar;
}

/** What a lender said, out of an ISO 18626 supplying agency message (or as staff took it down). */
export interface LenderWord {
  readonly note?: string;
  readonly reason?: string;
  /** The lender's `lastChange`: tells old news from new. */
  readonly lastChange?: string;
  /** The lender's own number for the request. */
  readonly lenderRequestId?: string;
  readonly dueDate?: string;
  readonly cost?: Money;
  readonly offered?: Money;
  readonly loanConditions?: readonly string[];
  readonly url?: string;
}

/** What a provider confirmed: its number for the order, the price it charges, and what it already knows of the delivery. */
export interface OrderWord {
  readonly orderNumber: string;
  readonly price: Money;
  readonly expectedBy?: string;
}

/** Every command with what it carries beyond `at`, `calendar` and `by`. */
export interface Carried {
  // the system's own steps
  open: { readonly id: string; readonly data: Opening };
  deliver: { readonly url?: string; readonly note?: string };
  close: object;
  'time-out': object;
  cancel: { readonly because: Because; readonly reason: string; readonly notSent?: boolean };
  sent: object;
  unreachable: { readonly reason: string; readonly perhapsSent: boolean; readonly said: Said };
  'message-refused': { readonly reason: string; readonly said: Said; readonly questionId: string };
  // the library's own system
  'hold-placed': { readonly holdId?: string };
  'hold-refused': { readonly reason: string };
  'hold-removed': object;
  'hold-kept': { readonly reason: string; readonly questionId: string };
  doubt: { readonly reason: string };
  // orders
  'order-confirmed': OrderWord;
  'order-refused': { readonly reason: string };
  'order-progress': { readonly expectedBy?: string };
  'order-shipped': { readonly tracking?: string };
  supplied: { readonly url: string };
  'order-again': object;
  'order-cancelled': { readonly reason: string };
  // the desk
  receive: { readonly pieces?: number; readonly note?: string };
  notify: object;
  'check-out': object;
  'no-show': object;
  return: object;
  'return-unused': { readonly reason: string };
  'ship-back': { readonly carrier?: string; readonly tracking?: string };
  catalog: object;
  undo: object;
  'not-on-shelf': { readonly reason?: string };
  'picked-up': object;
  'accept-condition': { readonly maxCost?: Money };
  'decline-condition': object;
  'give-up': { readonly reason?: string };
  'not-received': { readonly reason?: string };
  discard: object;
  settle: { readonly questionId: string; readonly note: string };
  'asked-by-hand': object;
  'lender-said-no': { readonly reason: string };
  'lender-shipped': LenderWord;
  // the lender
  'says-request-received': Heard;
  'says-expect-to-supply': Heard;
  'says-will-supply': Heard;
  'says-retry-possible': Heard;
  'says-unfilled': Heard;
  'says-loaned': Heard;
  'says-copy-completed': Heard;
  'says-overdue': Heard;
  'says-recalled': Heard;
  'says-hold-return': Heard;
  'says-release-hold-return': Heard;
  'says-loan-completed': Heard;
  'says-completed-without-return': Heard;
  'says-cancelled': Heard;
  'says-cancel-refused': Heard;
  'says-nothing-new': Heard;
}

/** A lender's message; `questionId` and `spareId` are ids to use should a question arise or a second supply begin. */
export interface Heard {
  readonly word: LenderWord;
  readonly questionId: string;
  readonly spareId: string;
}

export type On = keyof Carried;
export type Command<K extends On = On> = { [Name in K]: { readonly on: Name; readonly by: By } & When & Carried[Name] }[K];

/** What Trillium tells a lender. */
export type Said =
  'Request' | 'Retry' | 'Cancel' | 'StatusRequest' | 'Received' | 'Renew' | 'ShippedReturn' | 'Lost' | 'Notification';

/** Why nobody counts on an attempt any more although it has not ended. */
export type Because = 'cancelled' | 'silent' | 'rerouted' | 'staff';

/** What an attempt is opened with. */
export interface Opening {
  readonly requestId: string;
  readonly decisionId: string;
  readonly position: number;
  readonly of: number;
  readonly plan: Plan;
  readonly wanted: Wanted;
  /** The attempt whose lender, after all, sent something: this one follows what came. */
  readonly follows?: string;
  /** The request ids that lender knows. */
  readonly requestIds?: readonly string[];
  readonly withdrawn?: Because;
}
