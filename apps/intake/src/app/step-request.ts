import { err, fold, ok, run, type Rejection, type Result } from '#lib/kernel';
import type { Loaded, Tx } from '#lib/messaging';
import { requestDecider } from '../domain/request/decide.ts';
import { initial } from '../domain/request/evolve.ts';
import type { RequestCommand, RequestState } from '../domain/request/request.ts';
import { lookUps } from '../domain/verification/check.ts';
import { effectsOf } from './effects.ts';
import { showOnPage } from './page-store.ts';
import { requests } from './stores.ts';

/** A request that is only about to be made. */
export const unborn = (id: string): Loaded<RequestState> => ({ id, version: 0, state: initial });

/**
 * Sends commands to a request as it was loaded, one after another in one step: row, audit trail, messages, jobs and its page are saved
 * together.
 */
export async function stepFrom(
  tx: Tx,
  loaded: Loaded<RequestState>,
  commands: readonly RequestCommand[],
): Promise<Result<RequestState, Rejection>> {
  const decided = run(requestDecider, commands, loaded.state);
  if (!decided.ok) return err(decided.error);
  const { events } = decided.value;
  if (!events.length) return ok(loaded.state);
  const state = fold(requestDecider, events, loaded.state);
  const wanted = state.citation && lookUps(state.citation);
  const begins = events.some(({ type }) => type === 'received' || type === 'corrected');
  const wished = effectsOf(loaded.id, events, state, begins && Boolean(wanted?.doi || wanted?.search));
  // each is about its own request, also where one step of a person's is about several
  const effects = wished.map((effect) => (effect.effect === 'message' ? { ...effect, correlation: loaded.id } : effect));
  await Promise.all([requests.save(tx, loaded, events, effects), showOnPage(tx, loaded.id, state, events)]);
  return ok(state);
}

/** As {@link stepFrom}, for a request not loaded yet. */
export const stepRequest = async (tx: Tx, id: string, ...commands: RequestCommand[]): Promise<Result<RequestState, Rejection>> =>
  stepFrom(tx, await requests.load(tx, id), commands);
