import type { LentAsks, LentCharged, LentStatus } from '#lib/contracts';
import type { Money } from '#lib/kernel';
import type { AskedFor, By, On, Requester, Terms } from './commands.ts';

/** Something a person has to look at beside the loan's own course. */
export interface Question {
  readonly id: string;
  readonly kind: 'illegal-message' | 'note' | 'not-told' | 'damaged' | 'not-circulated';
  readonly text: string;
  readonly at: string;
}

/** ISO 18626 status of a supplying agency message (closed list). */
export type Word =
  | 'RequestReceived'
  | 'ExpectToSupply'
  | 'WillSupply'
  | 'Loaned'
  | 'Overdue'
  | 'Recalled'
  | 'RetryPossible'
  | 'Unfilled'
  | 'HoldReturn'
  | 'ReleaseHoldReturn'
  | 'CopyCompleted'
  | 'LoanCompleted'
  | 'CompletedWithoutReturn'
  | 'Cancelled';
/** ISO 18626 reasonForMessage (closed list). */
export type Why =
  'RequestResponse' | 'StatusRequestResponse' | 'RenewResponse' | 'CancelResponse' | 'StatusChange' | 'Notification';

/** What the borrower is told. */
export interface Said {
  readonly why: Why;
  readonly status: Word;
  /** The request it answers or is about. */
  readonly requestId: string;
  readonly answer?: 'Y' | 'N';
  readonly note?: string;
  readonly reasonUnfilled?: string;
  readonly reasonRetry?: string;
  /** `YYYY-MM-DD`. */
  readonly retryAfter?: string;
  readonly offered?: Money;
  /** How it is paid (ISO 18626 paymentMethod). */
  readonly method?: string;
  readonly loanConditions?: readonly string[];
  readonly dueDate?: string;
  /** Sent with this message: what goes along with it. */
  readonly sent?: true;
  readonly url?: string;
  readonly carrier?: string;
  readonly tracking?: string;
  readonly pieces?: number;
  readonly cost?: Money;
}

/** What a step may leave behind besides the status. Null takes a value away. */
export interface Facts {
  readonly asked?: AskedFor;
  readonly requestId?: string;
  readonly expected?: boolean;
  readonly loanDays?: number;
  readonly dueDate?: string;
  readonly offered?: Money | null;
  readonly loanConditions?: readonly string[];
  readonly retryAfter?: string | null;
  readonly url?: string;
  readonly carrier?: string;
  readonly tracking?: string;
  readonly pieces?: number;
  readonly cost?: Money;
  /** What is asked for it, as it was told the borrower; null where it is asked for anew. */
  readonly asks?: LentAsks | null;
  readonly held?: boolean;
  readonly received?: boolean;
  /** A copy has been sent, be it good or bad: what fails afterwards is only the better one. */
  readonly sent?: boolean;
  readonly renewals?: number;
  readonly retries?: number;
  readonly condition?: string;
  /** Of the copy that is lent, as the library's own system knows it. */
  readonly barcode?: string | null;
  /** Where it stands on the shelf. */
  readonly callNumber?: string;
  /** Where it stood when the borrower asked to cancel it or to renew it. */
  readonly before?: LentStatus;
}

/** What is owed for it: what others hear, without who the borrower is. */
export type LentCharge = Omit<LentCharged, 'borrower' | 'country' | 'member' | 'service' | 'reference'>;

interface At {
  /** Domain time. */
  readonly at: string;
}

/** What happened to something lent: its audit trail, and what messages follow from. */
export type LentEvent =
  | ({
      readonly type: 'asked';
      readonly id: string;
      readonly requestId: string;
      readonly requester: Requester;
      readonly asked: AskedFor;
      readonly terms: Terms;
      readonly deadline: string;
      /** When it ends unfilled, whatever has been said by then, unless it was sent. */
      readonly cap: string;
    } & At)
  | ({
      readonly type: 'moved';
      readonly on: On;
      readonly from: LentStatus;
      readonly to: LentStatus;
      readonly by: By;
      readonly reason?: string;
      readonly deadline: string | null;
      readonly facts: Facts;
      /** Set where a person may take the step back. */
      readonly undo?: LentStatus;
    } & At)
  /** Same status, something learned. */
  | ({ readonly type: 'noted'; readonly on: On; readonly by: By; readonly text?: string; readonly facts: Facts } & At)
  /** The deadline passed and it goes on waiting. */
  | ({ readonly type: 'reminded'; readonly reminders: number; readonly deadline: string } & At)
  | ({ readonly type: 'said' } & Said & At)
  /** It has been sent: what is asked for it is owed. */
  | ({ readonly type: 'charged'; readonly charge: LentCharge } & At)
  /** It is not owed after all. */
  | ({ readonly type: 'uncharged'; readonly reason: string } & At)
  | ({ readonly type: 'questioned'; readonly question: Question } & At)
  | ({ readonly type: 'settled'; readonly questionId: string; readonly note: string } & At);
