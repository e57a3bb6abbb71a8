import { err, ok, reject, transitionFor, type Decider } from '#lib/kernel';
import type { Month } from './month.ts';
import { nettingMachine, type NettingStatus } from './netting-run.machine.ts';
import { transfersFor, type Position, type Transfer } from './netting.ts';

export interface Paid {
  readonly at: string;
  readonly by: string;
  /** The bank's own words for it, as the person gave them. */
  readonly reference?: string;
}
export type PaidTransfer = Transfer & { readonly paid?: Paid };

export interface NettingState {
  readonly status: NettingStatus;
  readonly month?: Month;
  readonly currency?: string;
  readonly through?: string;
  readonly positions: readonly Position[];
  readonly transfers: readonly PaidTransfer[];
  readonly drawnUpBy?: string;
  readonly approvedBy?: string;
  readonly withdrawnBecause?: string;
  readonly reminders: number;
  readonly deadline?: string;
}

interface DrawnUp {
  readonly month: Month;
  readonly currency: string;
  /** All that was posted up to this moment, in whosever books. */
  readonly through: string;
  readonly positions: readonly Position[];
  readonly by: string;
  readonly remindAt: string;
}
export type NettingCommand =
  | ({ readonly type: 'draw-up' } & DrawnUp)
  | { readonly type: 'approve'; readonly by: string; readonly remindAt: string }
  | ({ readonly type: 'paid'; readonly nth: number } & Paid)
  | { readonly type: 'withdraw'; readonly by: string; readonly reason: string }
  | { readonly type: 'remind'; readonly remindAt: string };

export type NettingEvent =
  | ({ readonly type: 'drawn-up'; readonly transfers: readonly Transfer[] } & DrawnUp)
  | { readonly type: 'approved'; readonly by: string; readonly remindAt: string }
  | ({ readonly type: 'paid'; readonly nth: number } & Paid)
  | { readonly type: 'withdrawn'; readonly by: string; readonly reason: string }
  | { readonly type: 'reminded'; readonly remindAt: string };

const nothingLeft = (transfers: readonly PaidTransfer[]): boolean => transfers.every(({ paid }) => paid !== undefined);

/**
 * Whoever drew it up does not approve it. A transfer is paid once: saying so again changes nothing. What was approved stands in the
 * books and is not withdrawn: what was wrong in a month comes with the next.
 */
export const nettingDecider: Decider<NettingState, NettingCommand, NettingEvent> = {
  initial: { status: 'none', positions: [], transfers: [], reminders: 0 },
  decide(state, command) {
    if (!transitionFor(nettingMachine, state.status, command.type)) {
      if (command.type === 'remind') return ok([]);
      return err(reject('conflict', `This netting is ${state.status.replaceAll('-', ' ')}: "${command.type}" is not possible.`));
    }
    switch (command.type) {
      case 'draw-up': {
        const { type: _, ...drawn } = command;
        return ok([{ type: 'drawn-up', ...drawn, transfers: transfersFor(command.positions, command.currency) }]);
      }
      case 'approve':
        if (command.by === state.drawnUpBy)
          return err(
            reject('second-person', 'Whoever drew it up does not approve it.', { remedy: 'Ask another operator to look at it.' }),
          );
        return ok([{ ...command, type: 'approved' }]);
      case 'paid': {
        const transfer = state.transfers[command.nth];
        if (!transfer)
          return err(reject('not-found', `There is no transfer ${command.nth + 1}; there are ${state.transfers.length}.`));
        return ok(transfer.paid ? [] : [command]);
      }
      case 'withdraw':
        return ok([{ ...command, type: 'withdrawn' }]);
      case 'remind':
        return ok([{ ...command, type: 'reminded' }]);
    }
  },
  evolve(state, event) {
    switch (event.type) {
      case 'drawn-up': {
        const { month, currency, through, positions, transfers, by, remindAt } = event;
        return {
          status: 'drawn-up',
          month,
          currency,
          through,
          positions,
          transfers,
          drawnUpBy: by,
          reminders: 0,
          deadline: remindAt,
        };
      }
      case 'approved': {
        const done = nothingLeft(state.transfers);
        return {
          ...state,
          status: done ? 'settled' : 'approved',
          approvedBy: event.by,
          reminders: 0,
          deadline: done ? undefined : event.remindAt,
        };
      }
      case 'paid': {
        const { type: _, nth, ...paid } = event;
        const transfers = state.transfers.map((transfer, n) => (n === nth ? { ...transfer, paid } : transfer));
        const done = nothingLeft(transfers);
        return { ...state, transfers, status: done ? 'settled' : 'approved', deadline: done ? undefined : state.deadline };
      }
      case 'withdrawn':
        return { ...state, status: 'withdrawn', withdrawnBecause: event.reason, deadline: undefined };
      case 'reminded':
        return { ...state, reminders: state.reminders + 1, deadline: event.remindAt };
    }
  },
};
