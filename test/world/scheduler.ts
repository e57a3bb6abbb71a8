import type { Postman } from './postman.ts';
import { SERVICES } from './services/index.ts';
import type { WorldState } from './state.ts';

/** Lets things happen when the world's clock gets there: in the order of their times, each at its own time. */
export class Scheduler {
  readonly #state: WorldState;
  readonly #postman: Postman;
  #timer: NodeJS.Timeout | undefined;
  #stopped = false;

  constructor(state: WorldState, postman: Postman) {
    this.#state = state;
    this.#postman = postman;
  }

  /** Runs what is due by the world's clock. What that leads to runs as well, when it is due too. */
  runDue(): void {
    for (
      let task = this.#state.agenda.next();
      task && task.due <= this.#state.clock.now().getTime();
      task = this.#state.agenda.next()
    ) {
      SERVICES[task.service]?.happen?.(task, this.#state);
      this.#state.done(task);
    }
    this.#postman.deliver();
  }
  /** Looks again: the clock was moved or something new is to come. */
  wake(): void {
    if (this.#stopped) return;
    clearTimeout(this.#timer);
    this.runDue();
    const task = this.#state.agenda.next();
    const wait = task ? this.#state.clock.realMillisecondsUntil(task.due) : Number.POSITIVE_INFINITY;
    if (wait === Number.POSITIVE_INFINITY) return;
    this.#timer = setTimeout(() => this.wake(), Math.min(wait, 60_000));
    this.#timer.unref();
  }
  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#timer);
  }
}
