import { err, formatMoney, money, ok, reject, type Decider, type Money } from '#lib/kernel';
import { chart } from '../ledger/accounts.ts';
import { credit, debit, entry, type Entry } from '../ledger/entry.ts';

/** Money that was sent to a provider, or came back from it (below zero). */
export interface Moved {
  readonly minor: number;
  readonly on: string;
  readonly reference: string;
  readonly entry: string;
  readonly takenBack?: string;
}
/** What the provider said was left on a day, and what the books said then. */
export interface Stated {
  readonly on: string;
  readonly says: number;
  readonly books: number;
  /** How it was settled that they differ. */
  readonly accepted?: string;
}

/** Money kept with a provider in one currency. What is left of it is what the books say: nothing of that is kept here. */
export interface DepositState {
  readonly provider?: string;
  readonly currency?: string;
  /** Somebody is told below this; minor units. */
  readonly low?: number;
  readonly moves: readonly Moved[];
  readonly stated?: Stated;
}

export type DepositCommand =
  | { readonly type: 'open'; readonly provider: string; readonly currency: string; readonly low?: number | undefined }
  | ({ readonly type: 'move' } & Omit<Moved, 'takenBack'>)
  | { readonly type: 'take-back'; readonly nth: number; readonly reason: string }
  | { readonly type: 'state'; readonly on: string; readonly says: number; readonly books: number }
  | { readonly type: 'accept'; readonly reason: string };

export type DepositEvent =
  | { readonly type: 'opened'; readonly provider: string; readonly currency: string; readonly low?: number | undefined }
  | ({ readonly type: 'moved' } & Omit<Moved, 'takenBack'>)
  | { readonly type: 'taken-back'; readonly nth: number; readonly reason: string }
  | { readonly type: 'stated'; readonly on: string; readonly says: number; readonly books: number }
  | { readonly type: 'accepted'; readonly reason: string };

/** The same money said again, the same statement, changes nothing. */
export const depositDecider: Decider<DepositState, DepositCommand, DepositEvent> = {
  initial: { moves: [] },
  decide(state, command) {
    if (command.type !== 'open' && state.provider === undefined)
      return err(
        reject('not-found', 'There is no such deposit account.', { remedy: 'Open it: PUT /api/payment/deposits/PROVIDER.' }),
      );
    switch (command.type) {
      case 'open':
        return ok([{ ...command, type: 'opened' }]);
      case 'move': {
        const isKnown = state.moves.some(
          ({ minor, on, reference, takenBack }) =>
            takenBack === undefined && minor === command.minor && on === command.on && reference === command.reference,
        );
        return ok(isKnown ? [] : [{ ...command, type: 'moved' }]);
      }
      case 'take-back': {
        const move = state.moves[command.nth];
        if (!move) return err(reject('not-found', `There is no movement ${command.nth + 1}; there are ${state.moves.length}.`));
        return ok(move.takenBack === undefined ? [{ ...command, type: 'taken-back' }] : []);
      }
      case 'state':
        return ok([{ ...command, type: 'stated' }]);
      case 'accept':
        return differs(state)
          ? ok([{ ...command, type: 'accepted' }])
          : err(reject('conflict', 'No statement differs from the books.', { remedy: 'Load the page again.' }));
    }
  },
  evolve(state, event) {
    switch (event.type) {
      case 'opened': {
        const { type: _, low, ...said } = event;
        const { low: __, ...before } = state;
        return { ...before, ...said, ...(low === undefined ? {} : { low }) };
      }
      case 'moved': {
        const { type: _, ...move } = event;
        return { ...state, moves: [...state.moves, move] };
      }
      case 'taken-back':
        return { ...state, moves: state.moves.map((one, n) => (n === event.nth ? { ...one, takenBack: event.reason } : one)) };
      case 'stated': {
        const { type: _, ...stated } = event;
        return { ...state, stated };
      }
      case 'accepted':
        return { ...state, stated: { ...state.stated!, accepted: event.reason } };
    }
  },
};

/** Whether the provider's last statement says something else than the books, and nobody has settled that. */
export const differs = ({ stated }: DepositState): boolean =>
  stated !== undefined && stated.accepted === undefined && stated.says !== stated.books;

interface Of {
  readonly provider: string;
  readonly currency: string;
}

/** Money sent to a provider is the library's still, until something is charged to it. */
export function movedEntry({ provider, currency }: Of, { minor, on, reference, entry: id }: Moved, nth: number): Entry {
  const amount: Money = money(minor, currency);
  const absolute = formatMoney(money(Math.abs(minor), currency));
  const words =
    minor > 0
      ? `${absolute} into the deposit account at ${provider}`
      : `${absolute} back from the deposit account at ${provider}`;
  return entry({
    id,
    purpose: `deposit:${nth}`,
    kind: 'deposit-moved',
    description: `${words}, ${on}: ${reference}`,
    payee: provider,
    settledBy: 'deposit',
    lines: [debit(chart.deposit(provider), amount), credit(chart.bank, amount)],
  });
}

/** The provider's statement is taken as it is: what it says less is an expense (its fees, what was bought elsewhere), what it says more takes from that. */
export function acceptedEntry(
  { provider, currency }: Of,
  { says, books, on }: Stated,
  reason: string,
  nth: number,
  id: string,
): Entry {
  const less = money(books - says, currency);
  return entry({
    id,
    purpose: `statement:${nth}`,
    kind: 'deposit-difference',
    description: `Deposit account at ${provider}, its statement of ${on}: ${formatMoney(money(says, currency))} instead of ${formatMoney(money(books, currency))}`,
    payee: provider,
    settledBy: 'deposit',
    because: { rules: [], person: reason },
    lines: [debit(chart.fees, less), credit(chart.deposit(provider), less)],
  });
}
