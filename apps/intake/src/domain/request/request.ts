import type { Citation, NotObtainedReason, RequestSet, ServiceType, Verification, Wishes } from '#lib/contracts';
import { DAY } from '#lib/kernel';
import type { Checked } from '../verification/check.ts';
import type { Status } from './request.machine.ts';

/** How long the registry may take to answer before a request is taken as cited. */
export const CHECK_WITHIN = DAY;
/** How long a request waits for staff before the task is marked overdue. */
export const REMIND_STAFF_AFTER = 2 * DAY;
/** After this long without an end staff are told, whoever has it in hand: nothing may languish (FIELD.md §2: 20 calendar days). */
export const LANGUISH_AFTER = 20 * DAY;

export type Channel = 'form' | 'api' | 'batch' | 'openurl' | 'staff';
export type Outcome = 'filled' | 'unfilled' | 'cancelled' | 'merged' | 'declined' | 'told';
export type Person = 'patron' | 'staff';

/** A request as it comes through a door, already read. */
export interface Submission {
  readonly patronRef: string;
  readonly patronGroup: string;
  /** Who asked in the patron's name. */
  readonly askedBy?: string;
  /** A card number or username that nobody at the library has, where such a request has to wait. */
  readonly patronUnknown?: boolean;
  readonly service: ServiceType;
  readonly serviceGiven: boolean;
  readonly citation: Citation;
  /** What reading the citation had to say. */
  readonly citationNotes: readonly string[];
  readonly wishes: Wishes;
  /** The branch it is asked for. */
  readonly requestingBranch?: string;
  /** What it is asked for together with. */
  readonly set?: RequestSet;
  readonly channel: Channel;
  readonly submittedAt: string;
  /** The patron's own words, for staff. */
  readonly notes?: string;
  readonly batch?: {
    readonly id: string;
    readonly line: number;
    /** Whose file it was: a library, or the consortium. */
    readonly tenant: string;
    /** The same patron has a line before it. */
    readonly follows?: boolean;
  };
}

export interface RequestState extends Partial<Submission> {
  readonly status: Status | 'new';
  /** Counts how often the citation went to be checked: an answer to an earlier round says nothing any more. */
  readonly round: number;
  readonly verification?: Verification;
  readonly workKey?: string;
  readonly duplicateOf?: string;
  readonly waiting?: { readonly reason: string; readonly message: string; readonly since: string };
  readonly overdue?: boolean;
  readonly languishing?: boolean;
  readonly outcome?: Outcome;
  /** When it was last opened again: an end told before is none. */
  readonly reopenedAt?: string;
  readonly deadlineAt?: string;
}

/** What checking brought, as it stands in events. */
export type CheckedNow = Omit<Checked, 'staff'> & { readonly service: ServiceType };

export type RequestEvent =
  | { readonly type: 'received'; readonly submission: Submission; readonly at: string }
  | ({ readonly type: 'verified'; readonly duplicateOf?: string; readonly at: string } & CheckedNow)
  | ({ readonly type: 'sent-to-staff'; readonly reason: string; readonly message: string; readonly at: string } & CheckedNow)
  | ({ readonly type: 'corrected'; readonly by: Person; readonly at: string } & Correction)
  | { readonly type: 'sent-on'; readonly by: Person; readonly duplicateOf?: string; readonly at: string }
  | { readonly type: 'cancelled'; readonly by: Person; readonly reason: string; readonly at: string }
  | {
      readonly type: 'answered';
      readonly by: Person;
      readonly decisionId: string;
      readonly question: string;
      readonly answer: string;
      readonly at: string;
    }
  /** The patron wants to keep the loan longer. */
  | { readonly type: 'renewal-asked'; readonly by: Person; readonly attempt: string; readonly at: string }
  /** The patron cannot get at what is said to be there. `note`: in whose words it stands, theirs or staff's. */
  | {
      readonly type: 'not-obtained';
      readonly by: Person;
      readonly attempt: string;
      readonly reason: NotObtainedReason;
      readonly note?: string;
      readonly at: string;
    }
  /** Fulfillment is at work on it again. */
  | { readonly type: 'resumed'; readonly since: string; readonly at: string }
  | { readonly type: 'reminded'; readonly at: string }
  | { readonly type: 'languished'; readonly at: string }
  | { readonly type: 'ended'; readonly outcome: Outcome; readonly at: string }
  | { readonly type: 'unlinked'; readonly standIn: string; readonly askerStandIn?: string; readonly at: string }
  | { readonly type: 'asker-unlinked'; readonly standIn: string; readonly at: string };

/** What a correction replaces. */
export type Correction = Pick<
  Submission,
  'citation' | 'service' | 'serviceGiven' | 'citationNotes' | 'patronRef' | 'patronGroup' | 'patronUnknown'
>;

export type RequestCommand = { readonly now: string } & (
  | { readonly type: 'receive'; readonly submission: Submission }
  | { readonly type: 'verify'; readonly round: number; readonly checked: Checked; readonly duplicateOf?: string }
  | { readonly type: 'correct'; readonly by: Person; readonly correction: Correction }
  | { readonly type: 'go-on'; readonly by: Person; readonly duplicateOf?: string }
  | { readonly type: 'cancel'; readonly by: Person; readonly reason: string }
  | {
      readonly type: 'answer';
      readonly by: Person;
      readonly decisionId: string;
      readonly question: string;
      readonly answer: string;
    }
  | { readonly type: 'renew'; readonly by: Person; readonly attempt: string }
  | {
      readonly type: 'not-obtained';
      readonly by: Person;
      readonly attempt: string;
      readonly reason: NotObtainedReason;
      readonly note?: string;
    }
  | { readonly type: 'resume'; readonly told: string }
  | { readonly type: 'remind' }
  | { readonly type: 'languish' }
  /** `told`: when whoever ended it said so. */
  | { readonly type: 'end'; readonly outcome: Outcome; readonly told?: string }
  /** Nobody's any more: another reference in the patron's place, and their own words gone. */
  | { readonly type: 'unlink'; readonly standIn: string; readonly askerStandIn?: string }
  /** Who asked in the patron's name is nobody's business any more; the request stays the patron's. */
  | { readonly type: 'unlink-asker'; readonly standIn: string }
);
