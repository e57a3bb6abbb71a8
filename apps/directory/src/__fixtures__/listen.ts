import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';

/** Makes somebody listen to everything directory tells; before the service is made. */
export async function listen(owner: pg.Pool, types: readonly string[]): Promise<void> {
  await owner.query(`create schema listener; create table listener.inbox (like directory.inbox including all);
    grant usage on schema listener to relay; grant insert on listener.inbox to relay`);
  await owner.query('insert into messaging.subscriber (service, subscriptions) values ($1, $2)', [
    'listener',
    JSON.stringify({ directory: types }),
  ]);
}

export interface Told {
  readonly type: string;
  readonly tenant: string;
  readonly subject: string;
  readonly data: Record<string, unknown>;
}

/** What directory has told, in order. */
export async function told(owner: pg.Pool): Promise<Told[]> {
  for (;;) {
    const { rows } = await owner.query<{ left: number }>('select count(*)::int as left from directory.outbox');
    if (rows[0]!.left === 0) break;
    await sleep(5);
  }
  const { rows } = await owner.query<{ envelope: Told }>('select envelope from listener.inbox order by pos');
  return rows.map(({ envelope }) => envelope);
}
