import type { Citation, LentAsks, ServiceType } from '#lib/contracts';
import type { Calendar, Money } from '#lib/kernel';

/** Who gave a command. */
export type By = 'staff' | 'borrower' | 'system';

/** What every command brings along, so that deciding reads no clock and knows the lender's working days. */
export interface When {
  /** Domain time, ISO 8601 UTC. */
  readonly at: string;
  readonly calendar: Calendar;
}

/** Who asks, and how it is answered: on the platform without a message, or by ISO 18626 in its own version. */
export type Requester =
  | { readonly symbol: string; readonly name: string; readonly via: 'platform' }
  | {
      readonly symbol: string;
      readonly name: string;
      readonly via: 'iso18626';
      readonly address: string;
      readonly version: '1.2' | '2021-2';
    };

/** ISO 18626 requestSubType (closed list). */
export type SubType = 'BookingRequest' | 'MultipleItemRequest' | 'PatronRequest' | 'TransferRequest' | 'SupplyingLibrarysChoice';

/** What the other library asks for. No patron: what its message says of one is not kept. */
export interface AskedFor {
  readonly service: ServiceType;
  readonly citation: Citation;
  readonly pages?: number;
  readonly maxCost?: Money;
  /** `YYYY-MM-DD`. */
  readonly neededBy?: string;
  readonly rush: boolean;
  /** Where it stands here, as the borrower found it. */
  readonly callNumber?: string;
  readonly note?: string;
  readonly subTypes?: readonly SubType[];
  /** Groups several requests to be supplied together. */
  readonly multipleItemRequestId?: string;
  /** A booking: wanted from and until, `YYYY-MM-DD`. */
  readonly from?: string;
  readonly until?: string;
  /** Where it is to be sent, a line each; a copy by link or e-mail has none. */
  readonly deliverTo?: readonly string[];
  /** How a charge is settled, as the request says (ISO 18626 paymentMethod or billingMethod). */
  readonly payment?: string;
  /** Conditions the borrower has agreed to (ISO 18626 loanCondition). */
  readonly accepted?: readonly string[];
}

/** How long the library lends, by its own settings; its policy may say other days for the loan. */
export interface Terms {
  /** Days on the way there, with the borrower, and on the way back: together they make the due date. */
  readonly shipDays: number;
  readonly loanDays: number;
  readonly returnDays: number;
  /** How often a loan is renewed. */
  readonly renewals: number;
}

/** ISO 18626 reasonUnfilled, reasonRetry and deliveryMethod are open lists: other values may come, ours are these. */
export const REASONS_UNFILLED = [
  'NotOnShelf',
  'NotHeld',
  'NonCirculating',
  'NotAvailableForILL',
  'PolicyProblem',
  'PoorCondition',
] as const;
export const REASONS_RETRY = [
  'OnLoan',
  'AtBindery',
  'OnOrder',
  'NotCurrentAvailableForILL',
  'NotFoundAsCited',
  'ReqEditionNotPossible',
  'MultiVolAvail',
  'ReqDelDateNotPossible',
  'ReqDelMethodNotSupp',
  'ReqFormatNotPossible',
  'ReqPayMethodNotSupported',
  'ReqServLevelNotSupp',
  'ReqServTypeNotPossible',
  'CourierNotSupp',
  'LoanPossible',
] as const;
export interface Heard {
  readonly note?: string;
  readonly questionId: string;
}

/** Every command with what it carries beyond `at`, `calendar` and `by`. */
export interface Carried {
  ask: {
    readonly id: string;
    readonly requestId: string;
    readonly requester: Requester;
    readonly asked: AskedFor;
    readonly terms: Terms;
  };
  // the desk
  'will-supply': { readonly asks?: LentAsks; readonly loanDays?: number; readonly callNumber?: string; readonly note?: string };
  expect: { readonly note?: string };
  condition: { readonly cost?: Money; readonly condition?: string; readonly loanDays?: number; readonly note?: string };
  'try-later': { readonly reason: string; readonly after?: string; readonly note?: string };
  unfilled: { readonly reason: string; readonly note?: string };
  pull: { readonly barcode?: string; readonly callNumber?: string };
  undo: object;
  ship: {
    readonly asks?: LentAsks;
    readonly barcode?: string;
    readonly dueDate?: string;
    readonly pieces?: number;
    readonly cost?: Money;
    readonly condition?: string;
    readonly carrier?: string;
    readonly tracking?: string;
    readonly note?: string;
  };
  'send-copy': { readonly asks?: LentAsks; readonly url?: string; readonly cost?: Money; readonly note?: string };
  'scan-again': object;
  'cancel-yes': object;
  'cancel-no': { readonly note?: string };
  'grant-renewal': { readonly dueDate?: string };
  'refuse-renewal': { readonly note?: string };
  recall: { readonly dueDate?: string; readonly note?: string };
  'hold-return': { readonly note?: string };
  'release-hold': { readonly note?: string };
  'check-in': { readonly condition?: string; readonly pieces?: number };
  'declare-lost': { readonly note?: string };
  bill: { readonly cost: Money; readonly note?: string };
  'write-off': { readonly note?: string };
  'take-back-charge': { readonly note: string };
  tell: { readonly note: string };
  settle: { readonly questionId: string; readonly note: string };
  // the clock, and the job that brings messages
  'time-out': object;
  'not-told': { readonly said: string; readonly reason: string; readonly questionId: string };
  // what the library's own system was not told (directory)
  'not-circulated': { readonly step: 'check-out' | 'check-in'; readonly reason: string; readonly questionId: string };
  // the borrower
  'hears-retry': Heard & { readonly requestId: string; readonly asked: AskedFor };
  'hears-reminder': Heard;
  'hears-status-request': Heard;
  'hears-received': Heard;
  'hears-cancel': Heard;
  'hears-renew': Heard;
  'hears-hold-return': Heard;
  'hears-shipped-return': Heard;
  'hears-shipped-forward': Heard;
  'hears-notification': Heard;
  'hears-lost': Heard;
}

export type On = keyof Carried;
export type Hearing = Extract<On, `hears-${string}`>;
export type Command<K extends On = On> = { [Name in K]: { readonly on: Name; readonly by: By } & When & Carried[Name] }[K];
