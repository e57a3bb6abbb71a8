import { err, ok, run, type Rejection, type Result } from '#lib/kernel';
import type { Tx } from '#lib/messaging';
import { requestDecider } from '../domain/request/decide.ts';
import type { RequestCommand, RequestState } from '../domain/request/request.ts';
import { lookUps } from '../domain/verification/check.ts';
import { effectsOf } from './effects.ts';
import { showOnPage } from './page-store.ts';
import { requests } from './stores.ts';

/** Sends commands to a request, one after another in one step: row, audit trail, messages, jobs and its page are saved together. */
export async function stepRequest(
  tx: Tx,
  id: string,
  commands: (state: RequestState) => readonly RequestCommand[],
): Promise<Result<RequestState, Rejection>> {
  const stepped = await requests.step(
    tx,
    id,
    (state) => {
      const decided = run(requestDecider, commands(state), state);
      return decided.ok ? ok(decided.value.events) : decided;
    },
    (events, state) => {
      const wanted = state.citation && lookUps(state.citation);
      const begins = events.some(({ type }) => type === 'received' || type === 'corrected');
      return effectsOf(id, events, state, begins && Boolean(wanted?.doi || wanted?.search));
    },
  );
  if (!stepped.ok) return err(stepped.error);
  const { state, events } = stepped.value;
  if (events.length) await showOnPage(tx, id, state, events);
  return ok(state);
}
