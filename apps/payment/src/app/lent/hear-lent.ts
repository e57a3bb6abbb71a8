import { unwrap } from '#lib/kernel';
import type { LentCharged } from '#lib/contracts';
import type { Tx } from '#lib/messaging';
import { lentChargeDecider, type LentChargeCommand } from '../../domain/lent/lent-charge.ts';
import { entryPosted } from '../effects.ts';
import { postEntries } from '../post-entries.ts';
import { lentCharges, openBooks } from '../stores.ts';

/** What was lent is charged: expected through OCLC or EFTS, to be billed, or posted elsewhere. @param lent our side of it */
export async function chargeLent(tx: Tx, lent: string, charged: LentCharged, occurredAt: string): Promise<void> {
  await step(tx, lent, { type: 'charge', charged, on: occurredAt.slice(0, 10), newId: () => tx.newId() }, occurredAt);
}

/** It is not asked any more: what was expected is reversed. On an invoice already, it becomes a task. */
export async function takeBackLent(tx: Tx, lent: string, reason: string): Promise<void> {
  await step(tx, lent, { type: 'take-back', reason, newId: () => tx.newId() });
}

async function step(tx: Tx, lent: string, command: LentChargeCommand, occurredAt?: string): Promise<void> {
  await openBooks(tx);
  const loaded = await lentCharges.load(tx, lent);
  const events = unwrap(lentChargeDecider.decide(loaded.state, command));
  if (!events.length) return;
  const posted = events.flatMap(({ entries }) => entries);
  await postEntries(tx, lent, posted, occurredAt);
  await lentCharges.save(tx, loaded, events, posted.map(entryPosted));
}
