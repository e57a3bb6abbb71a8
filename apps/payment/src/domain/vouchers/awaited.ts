import type { LentCharged } from '#lib/contracts';
import { err, ok, reject, vouchersText, type Decider } from '#lib/kernel';
import type { AwaitedStatus } from './awaited.machine.ts';

/** What a borrower owes in cards for something lent. */
export interface AwaitedState {
  readonly status: AwaitedStatus;
  readonly charge?: LentCharged;
  /** In halves: asked, and come. */
  readonly asked: number;
  readonly come: number;
  /** Numbers of the cards that came for it. */
  readonly cards: readonly string[];
  /** Why it was waived or is not owed. */
  readonly reason?: string;
}

export type AwaitedCommand =
  | { readonly type: 'ask'; readonly charge: LentCharged }
  | { readonly type: 'come'; readonly halves: number; readonly cards: readonly string[] }
  | { readonly type: 'waive'; readonly reason: string }
  | { readonly type: 'take-back'; readonly reason: string };

export type AwaitedEvent =
  | { readonly type: 'asked'; readonly charge: LentCharged }
  | { readonly type: 'came'; readonly halves: number; readonly cards: readonly string[] }
  | { readonly type: 'waived'; readonly reason: string }
  | { readonly type: 'taken-back'; readonly reason: string };

const NOT_OPEN = reject('not-awaited', 'No cards are awaited for it: they came, were waived, or are not owed any more.', {
  remedy: 'Reload the page. Cards that come all the same are taken in as cards from a borrower.',
});

/** Asked once, however often it is told; what came in stays where it is, whatever is taken back later. */
export const awaitedDecider: Decider<AwaitedState, AwaitedCommand, AwaitedEvent> = {
  initial: { status: 'expected', asked: 0, come: 0, cards: [] },
  decide(state, command) {
    switch (command.type) {
      case 'ask':
        return ok(state.charge || !command.charge.halves ? [] : [{ type: 'asked', charge: command.charge }]);
      case 'come': {
        if (state.status !== 'awaited') return err(NOT_OPEN);
        const open = state.asked - state.come;
        if (command.halves > open)
          return err(
            reject('more-than-asked', `${vouchersText(command.halves)} are more than were asked: ${vouchersText(open)}.`, {
              field: 'cards',
              remedy: 'Take in here what was asked, and the rest as cards from a borrower, or send it back.',
            }),
          );
        return ok([{ type: 'came', halves: command.halves, cards: command.cards }]);
      }
      case 'waive':
        return state.status === 'awaited' ? ok([{ type: 'waived', reason: command.reason }]) : err(NOT_OPEN);
      case 'take-back':
        return ok(
          state.status === 'awaited' || state.status === 'expected' ? [{ type: 'taken-back', reason: command.reason }] : [],
        );
    }
  },
  evolve(state, event) {
    switch (event.type) {
      case 'asked': {
        const status = state.status === 'expected' ? 'awaited' : state.status;
        return { ...state, status, charge: event.charge, asked: event.charge.halves ?? 0 };
      }
      case 'came': {
        const come = state.come + event.halves;
        return {
          ...state,
          come,
          cards: [...state.cards, ...event.cards],
          status: come >= state.asked ? 'received' : 'awaited',
        };
      }
      case 'waived':
        return { ...state, status: 'waived', reason: event.reason };
      case 'taken-back':
        return { ...state, status: 'not-owed', reason: event.reason };
    }
  },
};
