import type { Rejection } from './rejection.ts';
import { ok, type Result } from './result.ts';

/** A pure aggregate: what may happen to it, and what it is once that has happened. */
export interface Decider<State, Command, Event> {
  readonly initial: State;
  /** Says what happens, or why it may not. Clock, ids and chance come inside the command. */
  decide(state: State, command: Command): Result<readonly Event[], Rejection>;
  evolve(state: State, event: Event): State;
}

export const fold = <State, Command, Event>(
  decider: Decider<State, Command, Event>,
  events: readonly Event[],
  from: State = decider.initial,
): State => events.reduce((state, event) => decider.evolve(state, event), from);

/** Runs commands one after another from `from`; stops at the first rejection. For tests and for use cases of several steps. */
export function run<State, Command, Event>(
  decider: Decider<State, Command, Event>,
  commands: readonly Command[],
  from: State = decider.initial,
): Result<{ state: State; events: readonly Event[] }, Rejection> {
  let state = from;
  const all: Event[] = [];
  for (const command of commands) {
    const decided = decider.decide(state, command);
    if (!decided.ok) return decided;
    state = fold(decider, decided.value, state);
    all.push(...decided.value);
  }
  return ok({ state, events: all });
}
