import { err, ok, reject, type Decider } from '#lib/kernel';
import type { CostIncurred } from '#lib/contracts';
import { reversal, type Entry } from '../ledger/entry.ts';
import type { ChargeStatus } from './charge.machine.ts';
import { coverEntry, entriesFor, type ChargeSettings, type Coverage } from './entries.ts';

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
  readonly reversedBecause?: string;
  readonly reminders: number;
  readonly deadline?: string;
}

export type ChargeCommand =
  | {
      readonly type: 'incur';
      readonly cost: CostIncurred;
      readonly coverage: Coverage | undefined;
      readonly settings: ChargeSettings;
      /** For the charge, the fee, and the reversal of each, where the reversal came first. */
      readonly ids: readonly [string, string, string, string];
      readonly remindAt: string;
    }
  | { readonly type: 'reverse'; readonly reason: string; readonly newId: () => string }
  | { readonly type: 'cover'; readonly minor: number; readonly id: string }
  | { readonly type: 'remind'; readonly remindAt: string };

export type ChargeEvent =
  | {
      readonly type: 'incurred';
      readonly cost: CostIncurred;
      readonly entries: readonly Entry[];
      readonly fund?: string;
      readonly fromFund: number;
      readonly unfunded: number;
      readonly note?: string;
      readonly remindAt?: string;
    }
  | { readonly type: 'covered'; readonly minor: number; readonly entry: Entry }
  | { readonly type: 'reversed'; readonly reason: string; readonly entries: readonly Entry[] }
  | { readonly type: 'reminded'; readonly remindAt: string };

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
        return ok([incurred, takeBack(incurred.entries, state.reversedBecause ?? '', [command.ids[2], command.ids[3]])]);
      }
      case 'reverse': {
        if (state.status === 'reversed' || state.status === 'reversed-early') return ok([]);
        return ok([takeBack(state.entries, command.reason, state.entries.map(command.newId))]);
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
        return ok(state.status === 'over-fund' ? [{ type: 'reminded', remindAt: command.remindAt }] : []);
    }
  },
  evolve(state, event) {
    switch (event.type) {
      case 'incurred': {
        const { type: _, remindAt, ...posted } = event;
        return { ...state, ...posted, status: statusAfter(event), deadline: event.unfunded > 0 ? remindAt : undefined };
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
        return { ...state, reminders: state.reminders + 1, deadline: event.remindAt };
    }
  },
};

type Incurred = Extract<ChargeEvent, { type: 'incurred' }>;

const statusAfter = ({ entries, unfunded }: Incurred): ChargeStatus => {
  if (!entries.length) return 'nothing-to-post';
  return unfunded > 0 ? 'over-fund' : 'posted';
};

function incur({ cost, coverage, settings, ids, remindAt }: Extract<ChargeCommand, { type: 'incur' }>): Incurred {
  const { entries, note } = entriesFor(cost, [ids[0], ids[1]], coverage, settings);
  const fromFund = coverage?.covered ?? 0;
  return {
    type: 'incurred',
    cost,
    entries,
    fund: coverage?.fund,
    fromFund,
    unfunded: coverage ? cost.amount.minor - fromFund : 0,
    note,
    remindAt,
  };
}

const takeBack = (
  entries: readonly Entry[],
  reason: string,
  ids: readonly string[],
): Extract<ChargeEvent, { type: 'reversed' }> => ({
  type: 'reversed',
  reason,
  entries: entries.map((original, index) => reversal(original, ids[index]!, reason)),
});
