import type { LibraryChanged } from '#lib/contracts';
import { ok, type Rejection, type Result } from '#lib/kernel';
import { cancelJobs, type Effect, type Loaded, type Tx } from '#lib/messaging';
import type { Attempt, AttemptEvent } from '../domain/attempt/index.ts';
import { conduct, type Conducted, type Order } from '../domain/conduct.ts';
import { isAble, type Process } from '../domain/process/index.ts';
import { connectedFor } from './connected.ts';
import { attemptEffects, processEffects } from './effects.ts';
import type { Connected } from './jobs/errands.ts';
import { keepLent } from './keep-lent.ts';
import { tellLenders } from './lent/here.ts';
import { attempts, attemptsBeside, attemptsOf, lockRequestOf, processes } from './store.ts';
import { libraryOf, surroundings } from './surroundings.ts';

/** Errands whose job is taken back where it has not begun. */
const TAKEN_BACK: Readonly<Partial<Record<Attempt['plan']['machine'], string>>> = {
  'buy-copy': 'place-order',
  'buy-e-book': 'place-order',
  'buy-print': 'place-order',
};

/** Attempts about to be let go for which nothing has been sent yet: their job is taken back. */
async function takeBack(tx: Tx, order: Order, loaded: readonly Loaded<Attempt>[], live: boolean): Promise<ReadonlySet<string>> {
  const notSent = new Set<string>();
  if (!live || !('process' in order) || !['cancel', 'decided', 'ended'].includes(order.process.on)) return notSent;
  for (const { id, state } of loaded) {
    const kind = TAKEN_BACK[state.plan.machine];
    const waits = state.status === 'planned' || state.status === 'asked';
    if (kind && waits && !state.withdrawn && (await cancelJobs(tx, { key: id, kind }))) notSent.add(id);
  }
  return notSent;
}

/** What may lead to the same lender being asked once more, in the same step. */
const MAY_ASK_AGAIN: readonly string[] = ['bad-copy', 'not-obtained', 'says-retry-possible'];
function mayAskAgain(order: Order): boolean {
  if ('process' in order) return false;
  return MAY_ASK_AGAIN.includes('patron' in order ? order.patron.on : order.command.on);
}
const asked = (loaded: readonly Loaded<Attempt>[]): readonly string[] =>
  loaded.flatMap(({ state: { plan } }) => ('lender' in plan ? [plan.lender.symbol] : []));

const lendersIn = (order: Order): readonly string[] =>
  'process' in order && order.process.on === 'decided' && order.process.outcome.route === 'borrow'
    ? order.process.outcome.lenders.map(({ symbol }) => symbol)
    : [];

/** A request, locked, and what was read under that lock. */
export interface Round {
  readonly process: Loaded<Process | null>;
  readonly attempts: readonly Loaded<Attempt>[];
  /** What directory last told of the library. */
  readonly library: LibraryChanged | undefined;
}

/** The round of an attempt's request; undefined where this library has no such attempt. */
export async function roundOf(tx: Tx, attemptId: string): Promise<Round | undefined> {
  // sent together, answered one after another: what follows the lock is read under it
  const [process, loaded, library] = await Promise.all([
    lockRequestOf(tx, attemptId),
    attemptsBeside(tx, attemptId),
    libraryOf(tx, tx.tenant),
  ]);
  return process && { process, attempts: loaded, library };
}

/**
 * Carries one command through a request: load → conduct → save, with the messages and jobs that follow, in the transaction given.
 * The request's row is locked first, so that its steps go one after another.
 * @param profile the library's, where it is at hand
 */
export async function carryOut(
  tx: Tx,
  requestId: string,
  order: Order,
  profile?: LibraryChanged,
): Promise<Result<Conducted, Rejection>> {
  const [process, loaded, library] = await Promise.all([
    processes.lock(tx, requestId),
    attemptsOf(tx, requestId),
    profile ?? libraryOf(tx, tx.tenant),
  ]);
  return carry(tx, { process, attempts: loaded, library }, order);
}

/** The same for a request that is locked and read already. */
export async function carry(
  tx: Tx,
  { process, attempts: loaded, library }: Round,
  order: Order,
): Promise<Result<Conducted, Rejection>> {
  const known =
    'process' in order && order.process.on === 'decided' && process.state?.decisions.includes(order.process.decisionId);
  const live = !known && (process.state?.attempts.some(isAble) ?? false);
  const symbols = [
    ...lendersIn(order),
    ...(mayAskAgain(order) ? asked(loaded) : []),
    ...(process.state?.queue ?? []).flatMap((step) => ('lender' in step ? [step.lender.symbol] : [])),
  ];
  const around = await surroundings(tx, library, symbols, await takeBack(tx, order, loaded, live));
  const round = { process: process.state, attempts: new Map(loaded.map(({ id, state }) => [id, state])) };
  const conducted = conduct(round, order, around);
  if (!conducted.ok) return conducted;
  await save(tx, process, loaded, conducted.value, await connectedFor(tx, conducted.value));
  const touched = [...conducted.value.attemptEvents].map(([id, events]) => [conducted.value.attempts.get(id)!, events] as const);
  await tellLenders(tx, touched, carryOut);
  return ok(conducted.value);
}

async function save(
  tx: Tx,
  process: Loaded<Process | null>,
  loaded: readonly Loaded<Attempt>[],
  { processEvents, attemptEvents }: Conducted,
  connected: Connected,
): Promise<void> {
  const saved: [Attempt | null, Loaded<Attempt | null>][] = [];
  const saveAttempt = async (before: Loaded<Attempt | null>, events: readonly AttemptEvent[], effects: readonly Effect[]) =>
    void saved.push([before.state, await attempts.save(tx, before, events, effects)]);
  let last: Promise<void> | undefined;
  // in the order in which they were touched: the Cancel to one lender is written before the request to the next
  for (const [id, events] of attemptEvents) {
    await last;
    const before: Loaded<Attempt | null> = loaded.find((one) => one.id === id) ?? { id, version: 0, state: null };
    const effects = attemptEffects(tx.tenant, before, events, connected);
    last = saveAttempt(before, events, effects);
    // it waits for others before it is written, and what the request tells comes after it
    if (effects.some((effect) => effect.effect === 'message' && effect.subject !== undefined)) await last;
  }
  // the request's row goes along with the last of them
  const own = processEvents.length && processes.save(tx, process, processEvents, processEffects(process, processEvents));
  await Promise.all([last, own]);
  for (const [before, { state, version }] of saved) await keepLent(tx, before, state!, version);
}
