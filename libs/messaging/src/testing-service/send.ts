import { ok } from '#lib/kernel';
import { createHash } from 'node:crypto';
import type { Database } from '../store/database.ts';
import { message } from '../store/effects.ts';
import { steps, stepped } from './steps.ts';

/** A UUID by name: tests can say which aggregate they mean. */
export const idOf = (name: string): string => {
  const hex = createHash('sha256').update(name).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
};

/** Takes a step of one of a service's own aggregates and says so: one message under its key, the next in sequence. */
export async function send(database: Database, tenant: string, name: string, note: string): Promise<void> {
  const says = stepped(database.service);
  await database.transaction({ tenant, actor: 'tester' }, async (tx) => {
    await steps.step(
      tx,
      idOf(name),
      (state) => ok([{ type: 'handled', id: tx.newId(), sequence: state.sequence + 1, note }]),
      () => [message(says, { note })],
    );
  });
}
