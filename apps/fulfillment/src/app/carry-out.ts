import { ok, type Rejection, type Result } from '#lib/kernel';
import { cancelJobs, type Loaded, type Tx } from '#lib/messaging';
import type { Attempt } from '../domain/attempt/index.ts';
import { conduct, type Conducted, type Order } from '../domain/conduct.ts';
import { isAble } from '../domain/process/index.ts';
import { connectedFor } from './connected.ts';
import { attemptEffects, processEffects } from './effects.ts';
import { keepLent } from './keep-lent.ts';
import { tellLenders } from './lent/here.ts';
import { attempts, attemptsOf, processes } from './store.ts';
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

/**
 * Carries one command through a request: load → conduct → save, with the messages and jobs that follow, in the transaction given.
 * The request's row is locked first, so that its steps go one after another.
 */
export async function carryOut(tx: Tx, requestId: string, order: Order): Promise<Result<Conducted, Rejection>> {
  // sent together, answered one after another: what follows the lock is read under it
  const [process, loaded, library] = await Promise.all([
    processes.lock(tx, requestId),
    attemptsOf(tx, requestId),
    libraryOf(tx, tx.tenant),
  ]);
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
  const { processEvents, attemptEvents } = conducted.value;
  const connected = await connectedFor(tx, conducted.value);
  // attempts in the order in which they were touched: the Cancel to one lender is written before the request to the next
  for (const [id, events] of attemptEvents) {
    const before: Loaded<Attempt | null> = loaded.find((one) => one.id === id) ?? { id, version: 0, state: null };
    const saved = await attempts.save(tx, before, events, attemptEffects(tx.tenant, before, events, connected));
    await keepLent(tx, before.state, saved.state!, saved.version);
  }
  if (processEvents.length) await processes.save(tx, process, processEvents, processEffects(process, processEvents));
  const touched = [...attemptEvents].map(([id, events]) => [conducted.value.attempts.get(id)!, events] as const);
  await tellLenders(tx, touched, carryOut);
  return ok(conducted.value);
}
