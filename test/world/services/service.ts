import type { Answer, Call } from '../http.ts';
import type { Task } from '../agenda.ts';
import type { WorldState } from '../state.ts';

/** One thing of the outside world: answers calls by the rows of data and its own memory, and may act when its time comes. */
export interface Service {
  handle(call: Call, state: WorldState): Answer;
  happen?(task: Task, state: WorldState): void;
}
