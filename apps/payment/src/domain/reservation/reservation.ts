import { compare, err, formatMoney, money, ok, reject, type Decider, type Money } from '#lib/kernel';
import type { ReservationStatus } from './reservation.machine.ts';

export interface ReservationState {
  readonly status: ReservationStatus;
  readonly requestId?: string;
  readonly fund?: string;
  readonly amount?: Money;
  readonly purpose?: string;
  readonly reminders: number;
  /** When a person is to be asked whether it is still wanted (ISO 8601). */
  readonly deadline?: string;
}

export interface Reserve {
  readonly type: 'reserve';
  readonly requestId: string;
  readonly fund: string;
  readonly amount: Money;
  readonly purpose: string;
  /** What the fund has left; undefined where there is no such fund. */
  readonly available: Money | undefined;
  readonly remindAt: string;
}

export type ReservationCommand =
  | Reserve
  | { readonly type: 'release'; readonly reason: string }
  | { readonly type: 'commit' }
  | { readonly type: 'remind' | 'keep'; readonly remindAt: string };

export type ReservationEvent =
  | ({ readonly type: 'held'; readonly remindAt: string } & Omit<Reserve, 'type' | 'available' | 'remindAt'>)
  | ({ readonly type: 'refused'; readonly available: Money; readonly reason: string } & Omit<
      Reserve,
      'type' | 'available' | 'remindAt'
    >)
  | { readonly type: 'released'; readonly reason: string }
  | { readonly type: 'committed' }
  | { readonly type: 'reminded' | 'kept'; readonly remindAt: string };

/** What a reservation holds of its fund now, in minor units. */
export const heldBy = ({ status, amount }: ReservationState): number => (status === 'held' ? (amount?.minor ?? 0) : 0);

/**
 * A repeat, or a message that comes when all is over, changes nothing and is no error: messages come twice and out of order.
 * Rules: a commit wins over everything; a release wins over a reserve that comes after it.
 */
export const reservationDecider: Decider<ReservationState, ReservationCommand, ReservationEvent> = {
  initial: { status: 'asked', reminders: 0 },
  decide(state, command) {
    switch (command.type) {
      case 'reserve':
        return ok(state.status === 'asked' ? [answer(command)] : []);
      case 'release':
        return ok(state.status === 'asked' || state.status === 'held' ? [{ type: 'released', reason: command.reason }] : []);
      case 'commit':
        return ok(state.status === 'committed' ? [] : [{ type: 'committed' }]);
      case 'remind':
        return ok(state.status === 'held' ? [{ type: 'reminded', remindAt: command.remindAt }] : []);
      case 'keep':
        return state.status === 'held'
          ? ok([{ type: 'kept', remindAt: command.remindAt }])
          : err(reject('not-held', `This reservation is ${state.status}: there is nothing to keep.`));
    }
  },
  evolve(state, event) {
    switch (event.type) {
      case 'held': {
        const { type: _, remindAt, ...asked } = event;
        return { ...state, ...asked, status: 'held', deadline: remindAt };
      }
      case 'refused': {
        const { type: _, available: __, reason: ___, ...asked } = event;
        return { ...state, ...asked, status: 'refused' };
      }
      case 'released':
      case 'committed':
        return { ...state, status: event.type, deadline: undefined };
      case 'reminded':
        return { ...state, reminders: state.reminders + 1, deadline: event.remindAt };
      case 'kept':
        return { ...state, reminders: 0, deadline: event.remindAt };
    }
  },
};

function answer({ available, remindAt, requestId, fund, amount, purpose }: Reserve): ReservationEvent {
  const asked = { requestId, fund, amount, purpose };
  const refused = (left: Money, reason: string): ReservationEvent => ({ type: 'refused', ...asked, available: left, reason });
  const nothing = money(0, asked.amount.currency);
  if (!available) return refused(nothing, `There is no fund ${asked.fund}.`);
  if (asked.amount.currency !== available.currency)
    return refused(
      nothing,
      `Fund ${asked.fund} is in ${available.currency}, the price in ${asked.amount.currency}; nothing is converted.`,
    );
  if (asked.amount.minor < 0) return refused(available, 'A price below zero cannot be reserved.');
  if (compare(asked.amount, available) > 0)
    return refused(available, `Fund ${asked.fund} has ${formatMoney(available)} left; ${formatMoney(asked.amount)} is needed.`);
  return { type: 'held', ...asked, remindAt };
}
