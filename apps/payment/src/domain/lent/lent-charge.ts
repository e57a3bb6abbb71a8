import { formatMoney, ok, type Decider } from '#lib/kernel';
import type { LentCharged } from '#lib/contracts';
import { BOOKS_OF, type Settler } from '../ifm/settler.ts';
import { chart } from '../ledger/accounts.ts';
import { credit, debit, entry, reversal, type Entry } from '../ledger/entry.ts';
import type { LentChargeStatus } from './lent-charge.machine.ts';

export interface LentChargeState {
  readonly status: LentChargeStatus;
  readonly charged?: LentCharged;
  readonly entries: readonly Entry[];
  readonly because?: string;
  /** The day it was charged, `2025-10-14`. */
  readonly sentOn?: string;
}
export type LentChargeCommand =
  | { readonly type: 'charge'; readonly charged: LentCharged; readonly on: string; readonly newId: () => string }
  | { readonly type: 'take-back'; readonly reason: string; readonly newId: () => string };
export type LentChargeEvent =
  | { readonly type: 'charged'; readonly charged: LentCharged; readonly on: string; readonly entries: readonly Entry[] }
  | { readonly type: 'taken-back'; readonly reason: string; readonly entries: readonly Entry[] };

const SETTLER: Readonly<Partial<Record<LentCharged['means'], Settler>>> = { IFM: 'OCLC', EFTS: 'EFTS' };

/** Who credits it, where a report of theirs will say so. */
export const creditedBy = ({ means }: LentCharged): Settler | undefined => SETTLER[means];

/**
 * How what was lent stands in the lender's books once it is charged:
 *
 * | | debit | credit |
 * |---|---|---|
 * | by IFM | settlement:OCLC, expected until OCLC's Lender Report confirms it | income:lending |
 * | by EFTS | settlement:EFTS, likewise | income:lending |
 * | by invoice | none before the invoice is issued: it is to be billed | none |
 * | a member's by the consortium; vouchers, reciprocity, a deposit account | posted from the borrower's side, or counted elsewhere | |
 */
export function lentEntry(charged: LentCharged, id: string): Entry | undefined {
  const { amount, borrower } = charged;
  const by = creditedBy(charged);
  if (!by || !amount || amount.minor <= 0) return undefined;
  return entry({
    id,
    purpose: 'charge',
    kind: 'lent-expected',
    description: `Lent to ${borrower}, ${formatMoney(amount)} expected through ${by === 'OCLC' ? 'IFM' : by}`,
    counterparty: borrower,
    settledBy: by,
    lines: [debit(BOOKS_OF[by].expected, amount), credit(chart.lending, amount)],
  });
}

const statusOf = ({ means, amount }: LentCharged, posted: readonly Entry[]): LentChargeStatus => {
  if (posted.length) return 'expected';
  return means === 'invoice' && amount && amount.minor > 0 ? 'to-bill' : 'elsewhere';
};

/** It is charged once and taken back at most once, in whatever order both are heard of; the sum is the same. */
export const lentChargeDecider: Decider<LentChargeState, LentChargeCommand, LentChargeEvent> = {
  initial: { status: 'awaited', entries: [] },
  decide(state, command) {
    if (command.type === 'take-back') {
      if (state.status === 'taken-back' || state.status === 'taken-back-early') return ok([]);
      return ok([takenBack(state.entries, command.reason, command.newId)]);
    }
    if (state.charged) return ok([]);
    const posted = lentEntry(command.charged, command.newId());
    const entries = posted ? [posted] : [];
    const charged: LentChargeEvent = { type: 'charged', charged: command.charged, on: command.on, entries };
    if (state.status === 'awaited') return ok([charged]);
    return ok([charged, takenBack(entries, state.because ?? '', command.newId)]);
  },
  evolve(state, event) {
    if (event.type === 'charged') {
      const { charged, on, entries } = event;
      return { ...state, charged, entries, sentOn: on, status: statusOf(charged, entries) };
    }
    return { ...state, because: event.reason, status: state.charged ? 'taken-back' : 'taken-back-early' };
  },
};

const takenBack = (entries: readonly Entry[], reason: string, newId: () => string): LentChargeEvent => ({
  type: 'taken-back',
  reason,
  entries: entries.map((original) => reversal(original, newId(), reason)),
});
