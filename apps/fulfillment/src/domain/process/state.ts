import type { Accepts, AttemptKind, AttemptStatus, LenderToAsk, Outcome } from '#lib/contracts';
import type { Money } from '#lib/kernel';
import { NOTHING_SENT, type Again, type Plan, type Wanted } from '../attempt/index.ts';

export type ProcessStatus = 'supplying' | 'exhausted' | 'finished' | 'cancelling' | 'closed';

/** A step still to be taken: an attempt's plan, the lender not yet completed with what the directory says of it. */
export type Planned = (
  | Exclude<Plan, { readonly lender: unknown }>
  | {
      readonly machine: 'borrow-copy' | 'borrow-loan';
      readonly lender: Omit<LenderToAsk, 'why'>;
      readonly mayRaiseTo?: Money;
      readonly accepts?: Accepts;
    }
) & {
  /** Asked once more, and why. */
  readonly again?: Again;
  /** Not before this moment: the lender's own word. */
  readonly notBefore?: string;
};

/** What the process knows of one of its attempts. */
export interface Entry {
  readonly id: string;
  readonly kind: AttemptKind;
  readonly supplier: string;
  readonly status: AttemptStatus;
  readonly ended: boolean;
  readonly withdrawn: boolean;
  /** Nothing more needs to be supplied. */
  readonly supplied: boolean;
  /** The patron has it. */
  readonly finished: boolean;
  readonly reason?: string;
  readonly url?: string;
  readonly availableUntil?: string;
  /** Given up for lost. */
  readonly lost?: boolean;
  /** From when on the lender may be asked again: a moment. */
  readonly retryAfter?: string;
}

export interface Caps {
  readonly askBy: string;
  readonly endBy: string;
}

/** The request as it is being supplied: one attempt after another until the patron has it or nobody is left. */
export interface Process {
  readonly requestId: string;
  readonly status: ProcessStatus;
  readonly since: string;
  readonly deadline: string | null;
  readonly reminders: number;
  /** Decisions taken up, first to last. */
  readonly decisions: readonly string[];
  readonly wanted?: Wanted;
  readonly queue: readonly Planned[];
  /** How many steps the decision had. */
  readonly of: number;
  readonly attempts: readonly Entry[];
  readonly cancelled?: string;
  /** Sourcing will decide nothing more. */
  readonly ended?: string;
  /** The hard cap was reached: what it said. */
  readonly capped?: string;
  /** When asking ends where nothing is on its way, and when all of it does; moments. */
  readonly caps?: Caps;
}

/** Whether it may still supply what is asked, and is counted on to. */
export const isAble = ({ ended, withdrawn, supplied }: Entry): boolean => !ended && !withdrawn && !supplied;

/** Whether something is on its way, here, or paid for: nothing that a limit to the asking may end. */
export const isUnderWay = (entry: Entry): boolean => isAble(entry) && !NOTHING_SENT.includes(entry.status);

type Service = Wanted['service'];
/** The steps a decision leads to, in order; none where it is not one to carry out here. */
export function stepsOf(outcome: Outcome, service: Service): readonly Planned[] {
  switch (outcome.route) {
    case 'deliver':
      return [
        { machine: 'deliver', url: outcome.url, version: outcome.version, ...(outcome.host ? { host: outcome.host } : {}) },
      ];
    case 'link':
      return [{ machine: 'link', url: outcome.url, package: outcome.package }];
    case 'hold':
    case 'scan': {
      const { route, library, record, callNumber } = outcome;
      return [{ machine: route, library, record, ...(callNumber ? { callNumber } : {}) }];
    }
    case 'buy': {
      const { what, provider, offer, price, byHand, reservation, addToCollection, fee } = outcome;
      const machine = byHand ? 'buy-by-hand' : (`buy-${what}` as const);
      return [{ machine, provider, offer, price, reservation, addToCollection, ...(fee && { fee }) }];
    }
    case 'borrow': {
      const machine = service === 'copy' ? 'borrow-copy' : 'borrow-loan';
      const { lenders, mayRaiseTo, accepts } = outcome;
      const more = { ...(mayRaiseTo ? { mayRaiseTo } : {}), ...(accepts ? { accepts } : {}) };
      // closed until then: who stands behind it in the string is asked meanwhile
      return lenders.map(({ notBefore, ...lender }) => ({
        machine,
        lender,
        ...more,
        ...(notBefore ? { notBefore: `${notBefore}T00:00:00.000Z` } : {}),
      }));
    }
    default:
      return [];
  }
}
