import type { AttemptStatus, NotObtainedReason, Renewal } from '#lib/contracts';
import type { Money } from '#lib/kernel';
import type { Because, By, On, Opening, Said } from './commands.ts';

/** Something a person has to look at beside the attempt's own course. */
export interface Question {
  readonly id: string;
  readonly kind:
    | 'illegal-message'
    | 'cost-over-maximum'
    | 'by-hand'
    | 'not-told'
    | 'left-behind'
    | 'pieces-missing'
    | 'not-obtained'
    | 'refund';
  readonly text: string;
  readonly at: string;
}

/** An order as the provider confirmed it. */
export interface Order {
  readonly orderNumber: string;
  readonly price: Money;
  readonly orderedAt: string;
  readonly expectedBy?: string;
  /** How often its state was asked for. */
  readonly polls: number;
}

/** What a step may leave behind on the attempt besides its status. Null takes a value away. */
export interface Facts {
  readonly withdrawn?: Because | null;
  /** Why it stands so, where the step itself does not say it. */
  readonly reason?: string;
  /** Nothing more needs to be supplied for the patron. */
  readonly supplied?: boolean;
  /** The patron has it. */
  readonly finished?: boolean;
  /** The lender's. */
  readonly dueDate?: string;
  /** The patron's, some days earlier. */
  readonly patronDueDate?: string;
  readonly renewal?: Renewal;
  /** How often it has been renewed. */
  readonly renewals?: number;
  /** The lender wants it kept until it says otherwise. */
  readonly holdReturn?: boolean;
  readonly damaged?: boolean;
  /** It has been given up for lost, found or not. */
  readonly lost?: boolean;
  readonly offered?: Money;
  /** What the lender said that it charges, where that counts only once it is here. */
  readonly billed?: Money;
  readonly loanConditions?: readonly string[];
  readonly maxCost?: Money;
  readonly url?: string;
  readonly note?: string;
  readonly order?: Order;
  readonly lastChange?: string;
  readonly lenderRequestId?: string;
  readonly overdue?: boolean;
  readonly recalled?: boolean;
  readonly pieces?: number;
  readonly carrier?: string;
  readonly tracking?: string;
  readonly insuredFor?: Money;
  readonly customs?: string;
  /** How many pieces have gone back. */
  readonly piecesBack?: number;
  /** The last day on which the link to a copy is shown to its patron. */
  readonly availableUntil?: string;
  readonly notObtained?: NotObtainedReason;
  readonly refund?: 'asked' | 'granted';
  /** From when on the lender may be asked again: a moment. */
  readonly retryAfter?: string;
  /** The library system's own number for the hold. */
  readonly holdId?: string;
}

/** What is to be done outside by a job. */
export type Errand = 'place-hold' | 'remove-hold' | 'place-order' | 'check-order';

interface At {
  /** Domain time. */
  readonly at: string;
}

/** What happened to an attempt: its audit trail, and what messages and jobs follow from. */
export type AttemptEvent =
  | ({ readonly type: 'opened'; readonly id: string; readonly status: AttemptStatus; readonly deadline: string } & At & {
        readonly opening: Opening;
      })
  | ({
      readonly type: 'moved';
      readonly on: On;
      readonly from: AttemptStatus;
      readonly to: AttemptStatus;
      readonly by: By;
      readonly reason?: string;
      readonly deadline: string | null;
      readonly facts: Facts;
      /** Its deadline is counted anew although its status stays. */
      readonly anew?: true;
      /** Set where a person may take the step back. */
      readonly undo?: { readonly to: AttemptStatus; readonly facts: Facts; readonly on?: On };
    } & At)
  /** Same status, something learned. */
  | ({ readonly type: 'noted'; readonly on: On; readonly by: By; readonly text?: string; readonly facts: Facts } & At)
  /** The deadline passed and it goes on waiting, now for a person to look too. */
  | ({ readonly type: 'reminded'; readonly reminders: number; readonly deadline: string } & At)
  | ({ readonly type: 'polled'; readonly deadline: string } & At)
  | ({
      readonly type: 'told';
      readonly said: Said;
      readonly requestId: string;
      readonly previousRequestId?: string;
      readonly note?: string;
      readonly maxCost?: Money;
      readonly loanConditions?: readonly string[];
    } & At)
  | ({ readonly type: 'errand'; readonly errand: Errand } & At)
  | ({ readonly type: 'charged'; readonly amount: Money } & At)
  | ({ readonly type: 'refunded'; readonly reason: string } & At)
  /** What the patron has agreed to pay; after it was taken back it may be owed again. */
  | ({ readonly type: 'fee-owed'; readonly amount: Money } & At)
  | ({ readonly type: 'fee-taken-back'; readonly reason: string } & At)
  | ({ readonly type: 'fund-given-back'; readonly reservation: string; readonly reason: string } & At)
  | ({ readonly type: 'questioned'; readonly question: Question } & At)
  | ({ readonly type: 'settled'; readonly questionId: string; readonly note: string } & At)
  /** It had ended, and the lender sent something all the same: the attempt `by` follows it. */
  | ({ readonly type: 'succeeded'; readonly by: string } & At);
