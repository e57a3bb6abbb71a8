import type { Rejection, Result } from '#lib/kernel';
import { statement, type Tx } from '#lib/messaging';
import { stableId } from '#lib/service';
import type { Attempt, AttemptEvent } from '../../domain/attempt/index.ts';
import type { AttemptOrder, Conducted, Order } from '../../domain/conduct.ts';
import type { Lent } from '../../domain/lent/index.ts';
import { messageTo } from '../iso18626/compose.ts';
import { interpret } from '../iso18626/interpret.ts';
import { processes, requestOf } from '../store.ts';
import { libraryOf } from '../surroundings.ts';
import { termsOf, whenOf } from './around.ts';
import { askedFor, orderOf, type LentOrder } from './requesting.ts';
import { save, type Stepped } from './step.ts';
import { lents } from './store.ts';
import { supplyingMessage } from './supplying.ts';

/*
 * Two members on the platform: what each would tell the other by ISO 18626 is heard at once, in the same transaction, under the other's
 * tenant. The lender's side knows the borrower's numbers by a hash only; the way back stands in `counterpart`, which only the borrower sees.
 */
type CarryOut = (tx: Tx, requestId: string, order: Order) => Promise<Result<Conducted, Rejection>>;
type Told = Extract<AttemptEvent, { type: 'told' }>;

const KEEP = statement('insert into counterpart (lent, tenant, attempt_id) values ($1, $2, $3) on conflict (lent) do nothing');
const ATTEMPT = statement('select attempt_id as id from counterpart where lent = $1');

/** The lender's side of an attempt. */
export const lentOf = (attemptId: string): string => stableId('lent', attemptId);
/** A number of the borrower's as its lender knows it. */
const hidden = (requestId: string): string => stableId('lent', requestId);

async function borrowing(own: Tx, lent: string): Promise<{ attempt: string; requestId: string }> {
  const [row] = await own.query<{ id: string }>(ATTEMPT, [lent]);
  const requestId = row && (await requestOf(own, row.id));
  if (!requestId) throw new Error(`lent ${lent}: ${own.tenant} has no attempt for it`);
  return { attempt: row.id, requestId };
}

/** Locks the borrower's request, where the borrower is on the platform. @returns whether it is */
export async function lockBorrower(tx: Tx, { requester, id }: Lent): Promise<boolean> {
  if (requester.via !== 'platform') return false;
  await tx.asTenant(requester.symbol, async (own) => processes.lock(own, (await borrowing(own, id)).requestId));
  return true;
}

/** The borrower hears what a step of its lender's says, where it is on the platform. */
export async function tellBorrower(tx: Tx, { lent, events }: Stepped, carryOut: CarryOut): Promise<void> {
  if (lent.requester.via !== 'platform') return;
  const said = events.filter((event) => event.type === 'said');
  if (!said.length) return;
  const messages = said.map((event) => supplyingMessage(tx.tenant, lent, event));
  await tx.asTenant(lent.requester.symbol, async (own) => {
    const { attempt, requestId } = await borrowing(own, lent.id);
    for (const { body } of messages) await must(carryOut(own, requestId, { attempt, command: interpret(body) }));
  });
}

/** What members on the platform are told of attempts, once all of a step has been saved. */
export async function tellLenders(
  tx: Tx,
  touched: Iterable<readonly [attempt: Attempt, events: readonly AttemptEvent[]]>,
  carryOut: CarryOut,
): Promise<void> {
  for (const [attempt, events] of touched) {
    if (!('lender' in attempt.plan) || attempt.plan.lender.channel !== 'platform') continue;
    for (const event of events) if (event.type === 'told') await tellLender(tx, attempt, event, carryOut);
  }
}

async function tellLender(tx: Tx, attempt: Attempt, told: Told, carryOut: CarryOut): Promise<void> {
  if (!('lender' in attempt.plan)) return;
  const { lender } = attempt.plan;
  const id = lentOf(attempt.id);
  const message = messageTo(tx.tenant, attempt, told);
  const borrower = tx.tenant;
  if (told.said === 'Request') {
    await tx.execute(KEEP, [id, borrower, attempt.id]);
    const name = (await libraryOf(tx, borrower))?.name ?? borrower;
    await tx.asTenant(lender.symbol, async (own) => {
      if (message.kind !== 'request') return;
      const library = await libraryOf(own, own.tenant);
      const requester = { symbol: borrower, name, via: 'platform' } as const;
      const asked = askedFor(message.body);
      const order: LentOrder = {
        on: 'ask',
        by: 'borrower',
        id,
        requestId: hidden(told.requestId),
        requester,
        asked,
        terms: termsOf(library?.lending),
      };
      await must(save(own, { id, version: 0, state: null }, order, await whenOf(own, library)));
    });
    await must(carryOut(tx, attempt.requestId, { attempt: attempt.id, command: { on: 'sent', by: 'system' } as AttemptOrder }));
    return;
  }
  await tx.asTenant(lender.symbol, async (own) => {
    const heard = orderOf(message);
    const order = heard.on === 'hears-retry' ? { ...heard, requestId: hidden(heard.requestId) } : heard;
    const done = await must(save(own, await lents.load(own, id), order, await whenOf(own)));
    await tellBorrower(own, done, carryOut);
  });
}

/** @throws Error where one side refuses what the other says: it never should. */
async function must<T>(result: Promise<Result<T, Rejection>>): Promise<T> {
  const done = await result;
  if (!done.ok) throw new Error(`two sides of a loan: ${done.error.message}`);
  return done.value;
}
