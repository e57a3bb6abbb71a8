import { err, ok, reject, type Decider } from '#lib/kernel';
import type { CostIncurred } from '#lib/contracts';
import { reversal, type Entry } from '../ledger/entry.ts';
import type { ChargeStatus } from './charge.machine.ts';
import { coverEntry, entriesFor, type Coverage } from './entries.ts';
import type { Settlement } from './settlement.ts';

export interface ChargeState {
  readonly status: ChargeStatus;
  readonly cost?: CostIncurred;
  readonly entries: readonly Entry[];
  /** The fund that pays, where it is a purchase. */
  readonly fund?: string;
  /** Minor units paid from the fund, and still standing over; both of the cost's currency. */
  readonly fromFund: number;
  readonly unfunded: number;
  readonly note?: string;
  /** How a lender's charge is settled; of what was posted before policies said so, nothing. */
  readonly settlement?: Settlement;
  readonly reversedBecause?: string;
  readonly reminders: number;
  readonly deadline?: string;
}

export type ChargeCommand =
  | {
      readonly type: 'incur';
      readonly cost: CostIncurred;
      readonly coverage: Coverage | undefined;
      /** Of what a lender charges. */
      readonly settlement?: Settlement | undefined;
      readonly newId: () => string;
      readonly remindAt: string;
    }
  /** What was undecided is settled: by a person, or by the policy asked again. */
  | { readonly type: 'settle'; readonly settlement: Settlement; readonly newId: () => string }
  | { readonly type: 'reverse'; readonly reason: string; readonly newId: () => string }
  | { readonly type: 'cover'; readonly minor: number; readonly id: string }
  /** `settlement`: what the policy, asked again, leaves to a person as well. */
  | { readonly type: 'remind'; readonly remindAt: string; readonly settlement?: Settlement | undefined };

export type ChargeEvent =
  | {
      readonly type: 'incurred';
      readonly cost: CostIncurred;
      readonly entries: readonly Entry[];
      readonly fund?: string;
      readonly fromFund: number;
      readonly unfunded: number;
      readonly note?: string;
      readonly settlement?: Settlement;
      readonly remindAt?: string;
    }
  | { readonly type: 'settled'; readonly settlement: Settlement; readonly entries: readonly Entry[]; readonly note?: string }
  | { readonly type: 'covered'; readonly minor: number; readonly entry: Entry }
  | { readonly type: 'reversed'; readonly reason: string; readonly entries: readonly Entry[] }
  | { readonly type: 'reminded'; readonly remindAt: string; readonly settlement?: Settlement | undefined };

/**
 * A cost is posted once and reversed at most once, in whatever order both are heard of; the sum is the same. The amount taken from
 * the fund depends on what the fund had when the cost came: the rest stands over.
 */
export const chargeDecider: Decider<ChargeState, ChargeCommand, ChargeEvent> = {
  initial: { status: 'expected', entries: [], fromFund: 0, unfunded: 0, reminders: 0 },
  decide(state, command) {
    switch (command.type) {
      case 'incur': {
        if (state.status !== 'expected' && state.status !== 'reversed-early') return ok([]);
        const incurred = incur(command);
        if (state.status === 'expected') return ok([incurred]);
        return ok([incurred, takeBack(incurred.entries, state.reversedBecause ?? '', command.newId)]);
      }
      case 'settle': {
        if (state.status !== 'undecided' || !state.cost) return err(reject('already-settled', 'This charge is settled.'));
        const { settlement } = command;
        if (settlement.means === undefined)
          return err(reject('undecided', settlement.why ?? 'The policy does not say how it is settled.', { remedy: SAY }));
        return ok([{ type: 'settled', settlement, ...entriesFor(state.cost, command.newId, undefined, settlement) }]);
      }
      case 'reverse': {
        if (state.status === 'reversed' || state.status === 'reversed-early') return ok([]);
        return ok([takeBack(state.entries, command.reason, command.newId)]);
      }
      case 'cover': {
        if (state.status !== 'over-fund' || !state.cost || !state.fund) return ok([]);
        if (command.minor <= 0 || command.minor > state.unfunded)
          return err(reject('wrong-amount', 'Only what stands over can be covered.', { field: 'amount' }));
        const nth = state.entries.filter(({ kind }) => kind === 'cover').length + 1;
        const covering = coverEntry(state.cost, command.id, nth, { fund: state.fund, covered: command.minor });
        return ok([{ type: 'covered', minor: command.minor, entry: covering }]);
      }
      case 'remind':
        return ok(OPEN.has(state.status) ? [{ ...command, type: 'reminded' }] : []);
    }
  },
  evolve(state, event) {
    switch (event.type) {
      case 'incurred': {
        const { type: _, remindAt, ...posted } = event;
        const status = statusAfter(event);
        return { ...state, ...posted, status, deadline: OPEN.has(status) ? remindAt : undefined };
      }
      case 'settled': {
        const { settlement, entries, note } = event;
        const status = entries.length ? 'posted' : 'nothing-to-post';
        return { ...state, status, settlement, entries, note, deadline: undefined };
      }
      case 'covered': {
        const unfunded = state.unfunded - event.minor;
        return {
          ...state,
          status: unfunded > 0 ? 'over-fund' : 'posted',
          entries: [...state.entries, event.entry],
          fromFund: state.fromFund + event.minor,
          unfunded,
          deadline: unfunded > 0 ? state.deadline : undefined,
        };
      }
      case 'reversed':
        return {
          ...state,
          status: state.status === 'expected' ? 'reversed-early' : 'reversed',
          reversedBecause: event.reason,
          fromFund: 0,
          unfunded: 0,
          deadline: undefined,
        };
      case 'reminded':
        return {
          ...state,
          reminders: state.reminders + 1,
          deadline: event.remindAt,
          ...(event.settlement && { settlement: event.settlement, note: event.settlement.why }),
        };
    }
  },
};

type Incurred = Extract<ChargeEvent, { type: 'incurred' }>;

/** What waits for a person. */
const OPEN: ReadonlySet<ChargeStatus> = new Set(['over-fund', 'undecided']);
const SAY = 'Say how it is settled, or have the policy changed and ask it again.';

const statusAfter = ({ entries, unfunded, settlement }: Incurred): ChargeStatus => {
  if (settlement && settlement.means === undefined) return 'undecided';
  if (!entries.length) return 'nothing-to-post';
  return unfunded > 0 ? 'over-fund' : 'posted';
};

function incur({ cost, coverage, settlement, newId, remindAt }: Extract<ChargeCommand, { type: 'incur' }>): Incurred {
  const { entries, note } = entriesFor(cost, newId, coverage, settlement);
  const fromFund = coverage?.covered ?? 0;
  return {
    type: 'incurred',
    cost,
    entries,
    fund: coverage?.fund,
    fromFund,
    unfunded: coverage ? cost.amount.minor - fromFund : 0,
    note,
    settlement,
    remindAt,
  };
}

const takeBack = (
  entries: readonly Entry[],
  reason: string,
  newId: () => string,
): Extract<ChargeEvent, { type: 'reversed' }> => ({
  type: 'reversed',
  reason,
  entries: entries.map((original) => reversal(original, newId(), reason)),
});
