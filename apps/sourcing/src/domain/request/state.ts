import type { Decided, Outcome, RequestVerified, VouchersChanged } from '#lib/contracts';
import type { Money } from '#lib/kernel';
import type { Reminding } from './reminders.ts';
import type { Found, LookupName, Lookups, TriedSupplier } from '#lib/policy';

export type Status = 'gathering' | 'reserving' | 'waiting-patron' | 'waiting-staff' | 'handed-over' | 'ended';

/** What was decided, and what others are told of it. */
export interface Decision extends Pick<Decided, 'outcome' | 'reason' | 'rule' | 'policy' | 'also' | 'override'> {
  readonly id: string;
  /** Counts the decisions of this request. */
  readonly attempt: number;
}
export type Buying = Extract<Outcome, { route: 'buy' }>;
export type Asking = Extract<Outcome, { route: 'ask-patron' }>;

/** What payment is asked to hold before the decision is told: part of a fund, or vouchers for the lender. */
export type Reservation = { readonly id: string } & (
  { readonly fund: string; readonly amount: Money } | { readonly lender: string; readonly halves: number }
);
export type VouchersLeft = Pick<VouchersChanged, 'full' | 'half'>;

/** How a request ended for sourcing; `supplied` and `unsupplied` are fulfillment's word. */
export type EndedAs = 'told' | 'merged' | 'declined' | 'unfilled' | 'cancelled' | 'supplied' | 'unsupplied';

/** The sourcing of one request. */
export interface SourcingState {
  readonly status: Status;
  readonly request?: RequestVerified;
  /** What the patron left to the library when asked. */
  readonly citationLeftToStaff: boolean;
  readonly otherEditionChosen: boolean;
  readonly costLeftToStaff?: Money;
  /** A fee that the patron does not agree to pay. */
  readonly feeDeclined?: Money;
  /** Answers from outside. What this service's own tables say is looked up anew at each decision. */
  readonly found: Pick<Lookups, OutsideLookup>;
  /** Look-ups under way. */
  readonly pending: readonly OutsideLookup[];
  /** Grows when look-ups begin afresh: answers to an earlier round are too late. */
  readonly round: number;
  readonly attempt: number;
  /** The hash of the policy this decision began with, and ends on, whatever is published meanwhile. */
  readonly policy?: string;
  readonly tried: readonly TriedSupplier[];
  /** What payment said was left when it refused. */
  readonly refused?: { readonly fund: string; readonly available: Money; readonly at: string };
  /** The same of vouchers. */
  readonly vouchersLeft?: VouchersLeft;
  readonly decision?: Decision;
  readonly reservation?: Reservation;
  readonly since: string;
  readonly deadline?: string;
  readonly reminders: number;
  readonly ended?: EndedAs;
}

/**
 * Look-ups that take a job: they ask a server outside, or wait for what directory has not told yet. All others are queries in this
 * service's own tables.
 */
export const OUTSIDE = [
  'own-catalog',
  'shared-catalog',
  'open-access',
  'dissertation',
  'holders',
  'get-it-now',
  'reprints-desk',
  'item-quotes',
  'patron',
] as const satisfies LookupName[];
export type OutsideLookup = (typeof OUTSIDE)[number];
export const isOutside = (name: LookupName): name is OutsideLookup => (OUTSIDE as readonly string[]).includes(name);

export type SourcingEvent =
  | {
      readonly type: 'opened';
      readonly request: RequestVerified;
      readonly lookups: readonly OutsideLookup[];
      readonly at: string;
      readonly deadline: string;
    }
  /** A decision begins, by this policy. */
  | { readonly type: 'begun'; readonly policy: string }
  | { readonly type: 'asked-outside'; readonly lookups: readonly OutsideLookup[] }
  | { readonly type: 'found'; readonly lookup: OutsideLookup; readonly found: Found<unknown> }
  | {
      readonly type: 'decided';
      readonly decision: Decision;
      readonly status: Exclude<Status, 'gathering'>;
      readonly reservation?: Reservation;
      readonly ended?: EndedAs;
      readonly at: string;
      readonly deadline?: string;
    }
  | { readonly type: 'fund-reserved'; readonly at: string; readonly deadline: string }
  | { readonly type: 'fund-refused'; readonly available: Money; readonly at: string; readonly deadline: string }
  | { readonly type: 'vouchers-refused'; readonly left: VouchersLeft; readonly at: string; readonly deadline: string }
  | {
      readonly type: 'answered';
      readonly question: string;
      readonly answer: string;
      readonly by: 'patron' | 'staff' | 'silence';
      readonly at: string;
      readonly deadline: string;
    }
  | { readonly type: 'exhausted'; readonly tried: readonly TriedSupplier[]; readonly at: string; readonly deadline: string }
  | { readonly type: 'looked-again'; readonly lookups: readonly OutsideLookup[]; readonly at: string; readonly deadline: string }
  | { readonly type: 'reopened'; readonly at: string; readonly deadline: string }
  | { readonly type: 'reminded'; readonly deadline: string }
  | { readonly type: 'patron-reminded'; readonly at: string; readonly deadline: string }
  | { readonly type: 'ended'; readonly as: EndedAs; readonly reason: string; readonly at: string };

export type SourcingCommand =
  | {
      readonly type: 'open';
      readonly request: RequestVerified;
      readonly lookups: readonly OutsideLookup[];
      readonly now: string;
      readonly deadline: string;
    }
  | { readonly type: 'record'; readonly lookup: OutsideLookup; readonly round: number; readonly found: Found<unknown> }
  | { readonly type: 'begin'; readonly policy: string }
  | { readonly type: 'need'; readonly lookups: readonly OutsideLookup[] }
  | {
      readonly type: 'conclude';
      readonly decision: Decision;
      readonly fund?: string;
      readonly now: string;
      readonly deadlines: Deadlines;
    }
  | {
      readonly type: 'choose';
      readonly decision: Decision;
      readonly fund?: string;
      readonly now: string;
      readonly deadlines: Deadlines;
    }
  | { readonly type: 'reserved'; readonly reservation: string; readonly now: string; readonly deadlines: Deadlines }
  | ({
      readonly type: 'refused';
      readonly reservation: string;
      readonly now: string;
      readonly deadlines: Deadlines;
    } & ({ readonly available: Money } | { readonly left: VouchersLeft }))
  | {
      readonly type: 'answer';
      readonly decisionId: string;
      readonly answer: string;
      readonly by: 'patron' | 'staff';
      readonly now: string;
      readonly deadlines: Deadlines;
    }
  | { readonly type: 'silence'; readonly now: string; readonly deadlines: Deadlines }
  | { readonly type: 'remind-patron'; readonly now: string; readonly reminding: Reminding }
  | { readonly type: 'remind'; readonly now: string; readonly deadlines: Deadlines }
  | {
      readonly type: 'exhaust';
      readonly decisionId: string;
      readonly tried: readonly TriedSupplier[];
      readonly now: string;
      readonly deadlines: Deadlines;
    }
  | {
      readonly type: 'look-again';
      readonly lookups: readonly OutsideLookup[];
      readonly now: string;
      readonly deadlines: Deadlines;
    }
  | { readonly type: 'supply-ended'; readonly as: 'supplied' | 'unsupplied'; readonly reason: string; readonly now: string }
  | { readonly type: 'reopen'; readonly now: string; readonly deadlines: Deadlines }
  | { readonly type: 'close'; readonly reason: string; readonly now: string }
  | { readonly type: 'cancel'; readonly reason: string; readonly now: string };

/** When the wait that begins now is over, by what is waited for; moments. */
export interface Deadlines {
  readonly gathering: string;
  readonly reserving: string;
  readonly 'waiting-staff': string;
  readonly 'handed-over': string;
  /** How a patron who is asked is reminded. */
  readonly reminding: Reminding;
}

export const initial: SourcingState = {
  status: 'gathering',
  citationLeftToStaff: false,
  otherEditionChosen: false,
  found: {},
  pending: [],
  round: 0,
  attempt: 0,
  tried: [],
  since: '1970-01-01T00:00:00.000Z',
  reminders: 0,
};
