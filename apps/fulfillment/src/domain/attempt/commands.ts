import type { Borrowing, NotObtainedReason } from '#lib/contracts';
import type { Calendar, Money } from '#lib/kernel';
import type { Plan, Wanted } from './plan.ts';

/** Who gave a command: what the timeline shows as the one who acted. */
export type By = 'patron' | 'staff' | 'lender' | 'provider' | 'carrier' | 'system';

/** What every command brings along, so that deciding reads no clock and knows the library's working days. */
export interface When {
  /** Domain time, ISO 8601 UTC. */
  readonly at: string;
  readonly calendar: Calendar;
  /** What the library has set of how long borrowing may take. */
  readonly limits?: Borrowing | undefined;
}

/** What a lender said, out of an ISO 18626 supplying agency message (or as staff took it down). */
export interface LenderWord {
  readonly note?: string;
  readonly reason?: string;
  /** The lender's `lastChange`: tells old news from new. */
  readonly lastChange?: string;
  /** Under which of our numbers it is said. */
  readonly requestId?: string;
  /** The lender's own number for the request. */
  readonly lenderRequestId?: string;
  readonly dueDate?: string;
  readonly cost?: Money;
  readonly offered?: Money;
  readonly loanConditions?: readonly string[];
  /** From when on it may be asked again: a moment. */
  readonly retryAfter?: string;
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
  /** `force`: no reminders any more, the wait ends now (the hard cap). */
  'time-out': { readonly force?: true };
  cancel: { readonly because: Because; readonly reason: string; readonly notSent?: boolean };
  sent: object;
  unreachable: { readonly reason: string; readonly perhapsSent: boolean; readonly said: Said };
  'message-refused': { readonly reason: string; readonly said: Said; readonly questionId: string };
  // the library's own system
  'hold-placed': { readonly holdId?: string };
  'hold-refused': { readonly reason: string };
  'hold-removed': object;
  'hold-kept': { readonly reason: string; readonly questionId: string };
  /** The library's own system could not be told of a step. */
  'circulation-failed': {
    readonly step: 'accept' | 'check-out' | 'check-in';
    readonly reason: string;
    readonly questionId: string;
  };
  doubt: { readonly reason: string };
  // orders
  'order-confirmed': OrderWord;
  'order-refused': { readonly reason: string };
  'order-progress': { readonly expectedBy?: string };
  'order-shipped': { readonly tracking?: string };
  supplied: { readonly url: string };
  'order-again': object;
  'order-cancelled': { readonly reason: string };
  /** By hand at the seller's own site. */
  bought: {
    readonly price: Money;
    readonly orderNumber?: string;
    readonly url?: string;
    /** Why it was bought although it cost more than it might. */
    readonly reason?: string;
  };
  'cannot-buy': { readonly reason: string };
  // the desk
  receive: {
    readonly pieces?: number;
    readonly note?: string;
    /** Its condition on arrival, for which the borrower is not liable. */
    readonly damaged?: boolean;
    /** What the lender has printed on it: "in the library only". */
    readonly restrictions?: string;
    /** The line of the customs form, to be used again on its way back. */
    readonly customs?: string;
    readonly spareId: string;
  };
  /** More of the pieces came in another parcel. */
  'more-came': { readonly pieces: number };
  notify: object;
  'check-out': object;
  'no-show': object;
  return: { readonly damaged?: boolean; readonly note?: string };
  'return-unused': { readonly reason: string };
  'ship-back': {
    readonly carrier?: string;
    readonly tracking?: string;
    readonly insuredFor?: Money;
    readonly customs?: string;
    readonly pieces?: number;
  };
  renew: object;
  'lender-renewed': { readonly dueDate: string };
  'lender-refused-renewal': { readonly reason?: string };
  lost: { readonly reason?: string };
  'settle-loss': { readonly note: string };
  'ask-status': object;
  'write-lender': { readonly note: string };
  'ask-refund': { readonly reason: string };
  'refund-granted': object;
  /** The patron cannot get at what is said to be there, or it is no good. */
  'not-obtained': { readonly reason: NotObtainedReason; readonly note?: string };
  catalog: object;
  undo: object;
  'not-on-shelf': { readonly reason?: string };
  'picked-up': object;
  'accept-condition': { readonly maxCost?: Money };
  'decline-condition': object;
  'give-up': { readonly reason?: string };
  'not-received': { readonly reason?: string };
  discard: object;
  /** Looked at before the patron gets it, and no good. */
  'bad-copy': { readonly note: string };
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
  'says-renewed': Heard;
  'says-renew-refused': Heard;
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
export type Because = 'cancelled' | 'silent' | 'rerouted' | 'staff' | 'hard-cap';

/** Why the same supplier is asked once more. */
export type Again =
  | { readonly why: 'bad-copy'; readonly note: string }
  /** Its own date has come. */
  | { readonly why: 'retry'; readonly previousRequestId: string };

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
  readonly again?: Again;
}
