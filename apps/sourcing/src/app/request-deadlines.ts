import { Injectable } from '@nestjs/common';
import { unwrap } from '#lib/kernel';
import { DeadlineHandler, type DeadlineRunner, type Tx } from '#lib/messaging';
import type { Asking, SourcingCommand, SourcingState } from '../domain/request/state.ts';
import { Sourcing, type Step } from './sourcing.ts';

/** What ends a wait when nobody acts. */
@Injectable()
@DeadlineHandler('request')
export class RequestDeadlines implements DeadlineRunner {
  constructor(private readonly sourcing: Sourcing) {}

  async onDeadline(tx: Tx, id: string): Promise<void> {
    unwrap(await this.sourcing.step(tx, id, (state, step) => this.#command(state, step)));
  }

  #command(state: SourcingState, step: Step): SourcingCommand | Promise<SourcingCommand> {
    const { now, deadlines } = step;
    switch (state.status) {
      case 'gathering':
        return this.#giveUp(
          state,
          step,
          `Not all look-ups were answered in time (${state.pending.join(', ') || 'none is open'}).`,
        );
      case 'reserving':
        return this.#giveUp(state, step, 'No answer came whether the fund can pay for it.');
      case 'waiting-patron':
        return (state.decision!.outcome as Asking).answerBy > now
          ? { type: 'remind-patron', now, reminding: deadlines.reminding }
          : { type: 'silence', now, deadlines };
      case 'waiting-staff':
      case 'handed-over':
        return { type: 'remind', now, deadlines };
      case 'ended':
        throw new Error('what has ended has no deadline');
    }
  }

  async #giveUp(state: SourcingState, step: Step, why: string): Promise<SourcingCommand> {
    const { tx, now, deadlines } = step;
    const compiled = await this.sourcing.policyOf(step, state);
    const decision = {
      id: tx.newId(),
      attempt: state.attempt + 1,
      outcome: { route: 'staff' as const, why, notYet: false },
      reason: why,
      also: [],
    };
    const decided = await this.sourcing.decideOtherwise(step, state, decision, { by: 'limit', compiled });
    return { type: 'conclude', decision: decided, now, deadlines };
  }
}
