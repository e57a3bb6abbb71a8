import { minorDigits, ok, type Decider, type Money } from '#lib/kernel';

/** Whole units of any currency up to which one person is enough, where the library has set nothing else. */
export const USUAL_LIMIT = 50;

/** Up to what one person posts alone, in whole units of any currency; undefined: as usual. */
export interface LimitState {
  readonly limit?: number;
}
export interface LimitSet {
  readonly type: 'limit-set';
  readonly limit: number;
}
export const limitDecider: Decider<LimitState, { readonly type: 'set-limit'; readonly limit: number }, LimitSet> = {
  initial: {},
  decide: (state, { limit }) => ok(state.limit === limit ? [] : [{ type: 'limit-set', limit }]),
  evolve: (_, { limit }) => ({ limit }),
};

/** What an entry moves: its debits, in minor units of its one currency. */
export const debitedIn = (lines: readonly { readonly amount: Money }[]): number =>
  lines.reduce((sum, { amount }) => sum + Math.max(0, amount.minor), 0);

/** What is allowed to one person. @property already minor units they posted alone lately, in the entry's currency */
export interface Allowance {
  /** In whole units of the entry's currency. */
  readonly limit: number;
  readonly already: number;
}
/** Why an entry waits for a second person; `already` where it would not by itself. */
export type Waits = { readonly limit: number; readonly already?: Money };

/** Whether a second person is needed, and why; undefined: one is enough. */
export function needsSecond(lines: readonly { readonly amount: Money }[], { limit, already }: Allowance): Waits | undefined {
  const { currency } = lines[0]!.amount;
  const [debited, most] = [debitedIn(lines), limit * 10 ** minorDigits(currency)];
  if (debited > most) return { limit };
  return debited + already > most ? { limit, already: { minor: already, currency } } : undefined;
}
