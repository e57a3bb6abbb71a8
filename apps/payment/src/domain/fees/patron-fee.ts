import { err, formatMoney, money, ok, reject, transitionFor, type Decider, type Money, type Rejection } from '#lib/kernel';
import { reversal, type Entry } from '../ledger/entry.ts';
import { feeMachine, type FeeStatus } from './fee.machine.ts';
import { owedEntry, paidEntry, waivedEntry, type PaidBy } from './fee-entries.ts';

/** Minor units of the fee's currency throughout. */
export interface FeeState {
  readonly status: FeeStatus;
  /** What it is asked for: its entries stand in the books under it. */
  readonly attempt?: string;
  readonly requestId?: string;
  readonly currency?: string;
  /** Nothing once it was taken back. */
  readonly amount: number;
  readonly waived: number;
  /** Less what was given back. */
  readonly paid: number;
  /** How often it became owed: again only after it was taken back. */
  readonly times: number;
  /** Numbers what was paid, given back and waived. */
  readonly steps: number;
  /** What taking it back reverses: the fee itself and what was waived of it. */
  readonly standing: readonly Entry[];
}

interface Step {
  readonly id: string;
}
export type FeeCommand =
  | ({
      readonly type: 'owe';
      readonly attempt: string;
      readonly requestId: string;
      readonly amount: Money;
      readonly what: 'copy' | 'loan';
    } & Step)
  | { readonly type: 'take-back'; readonly reason: string; readonly newId: () => string }
  | ({
      readonly type: 'pay' | 'refund';
      readonly amount: Money;
      readonly by: PaidBy;
      readonly receipt?: string | undefined;
    } & Step)
  | ({ readonly type: 'waive'; readonly amount: Money; readonly reason: string } & Step);

export type FeeEvent =
  | {
      readonly type: 'owed';
      readonly attempt: string;
      readonly requestId: string;
      readonly currency: string;
      readonly minor: number;
      readonly entry: Entry;
    }
  | { readonly type: 'taken-back'; readonly reason: string; readonly entries: readonly Entry[] }
  | { readonly type: 'paid' | 'refunded' | 'waived'; readonly minor: number; readonly entry: Entry };

/** What is still to be paid; below zero, to be given back. */
export const openOfFee = ({ amount, waived, paid }: FeeState): number => amount - waived - paid;

/** Owed once each time it is told, paid up to what is open, waived up to what was asked, given back up to what was paid too much. */
export const feeDecider: Decider<FeeState, FeeCommand, FeeEvent> = {
  initial: { status: 'none', amount: 0, waived: 0, paid: 0, times: 0, steps: 0, standing: [] },
  decide(state, command) {
    if (command.type === 'owe') {
      if (state.amount > 0 || command.amount.minor <= 0) return ok([]);
      const { attempt, requestId, amount } = command;
      const { minor, currency } = amount;
      return ok([{ type: 'owed', attempt, requestId, currency, minor, entry: owedEntry(command, state.times + 1) }]);
    }
    if (command.type === 'take-back') {
      const { reason, newId } = command;
      if (state.amount === 0) return ok([]);
      return ok([{ type: 'taken-back', reason, entries: state.standing.map((one) => reversal(one, newId(), reason)) }]);
    }
    const fault = faultOf(state, command);
    if (fault) return err(fault);
    const nth = state.steps + 1;
    const at = { requestId: state.requestId!, nth };
    const { minor } = command.amount;
    switch (command.type) {
      case 'pay':
        return ok([{ type: 'paid', minor, entry: paidEntry({ ...command, ...at }) }]);
      case 'refund':
        return ok([{ type: 'refunded', minor, entry: paidEntry({ ...command, ...at, back: true }) }]);
      case 'waive':
        return ok([{ type: 'waived', minor, entry: waivedEntry({ ...command, ...at }) }]);
    }
  },
  evolve(state, event) {
    switch (event.type) {
      case 'owed': {
        const { attempt, requestId, currency, minor, entry } = event;
        return standing({ ...state, attempt, requestId, currency, amount: minor, times: state.times + 1, standing: [entry] });
      }
      case 'taken-back':
        return standing({ ...state, amount: 0, waived: 0, standing: [] });
      case 'paid':
        return standing({ ...state, paid: state.paid + event.minor, steps: state.steps + 1 });
      case 'refunded':
        return standing({ ...state, paid: state.paid - event.minor, steps: state.steps + 1 });
      case 'waived':
        return standing({
          ...state,
          waived: state.waived + event.minor,
          steps: state.steps + 1,
          standing: [...state.standing, event.entry],
        });
    }
  },
};

function standing(state: FeeState): FeeState {
  const open = openOfFee(state);
  return { ...state, status: open > 0 ? 'owed' : open < 0 ? 'to-refund' : 'settled' };
}

const WORDS = { pay: 'paid', refund: 'given back', waive: 'waived' } as const;

/** Why a step of the desk's cannot be: there is no such fee, nothing is open for it, or it is more than that. */
function faultOf(state: FeeState, command: Exclude<FeeCommand, { type: 'owe' | 'take-back' }>): Rejection | undefined {
  const { type, amount } = command;
  if (state.status === 'none' || !state.currency) return reject('not-found', 'There is no such fee.');
  const most = { pay: openOfFee(state), refund: -openOfFee(state), waive: state.amount - state.waived }[type];
  if (!transitionFor(feeMachine, state.status, type) || most <= 0)
    return reject('nothing-open', `Nothing is to be ${WORDS[type]}.`, { remedy: 'Load the page again to see how it stands.' });
  if (amount.currency !== state.currency)
    return reject('other-currency', `The fee is in ${state.currency}.`, {
      field: 'amount',
      remedy: `Give the amount in ${state.currency}.`,
    });
  if (amount.minor > 0 && amount.minor <= most) return undefined;
  const upTo = formatMoney(money(most, state.currency));
  return reject('wrong-amount', `At most ${upTo} can be ${WORDS[type]}.`, {
    field: 'amount',
    remedy: `Give an amount up to ${upTo}.`,
  });
}
