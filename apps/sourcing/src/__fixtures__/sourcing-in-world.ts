import { setTimeout as sleep } from 'node:timers/promises';
import { messages } from '#lib/contracts';
import { Database } from '#lib/messaging';
import { testDatabase, testService } from '#lib/testing';
import { startWorld, type World } from '#test/world';
import { sourcing } from '../sourcing.module.ts';
import { listen, send as put, settle, told as toldOf, type Sent, type Told } from './messages.ts';
import { introductions } from './world.ts';

/** The service on a database of its own, with the simulated world outside and all of its libraries introduced. Use inside tests. */
export function sourcingInWorld() {
  let started: World | undefined;
  const world = (): World => {
    if (!started) throw new Error('the world is started in beforeAll');
    return started;
  };
  beforeAll(async () => {
    started = await startWorld();
  });
  afterAll(() => started?.close());
  const database = testDatabase('sourcing');
  beforeAll(() =>
    listen(
      database.owner,
      [...messages.keys()].filter((type) => messages.get(type)!.source === 'sourcing'),
    ),
  );
  const service = testService(sourcing, {
    database,
    env: () => ({
      UNPAYWALL_URL: `${world().url}/unpaywall/v2`,
      UNION_CATALOG_URL: `${world().url}/sru/union`,
      REPOSITORY_URL: `${world().url}/sru/repository`,
      GET_IT_NOW_URL: `${world().url}/getitnow`,
      REPRINTS_DESK_URL: `${world().url}/reprintsdesk`,
      VENDOR_URL: `${world().url}/vendor`,
    }),
  });
  const settled = (): Promise<void> => settle(service.get(Database));
  const send = async (...sent: Sent[]): Promise<void> => {
    await put(service.get(Database), sent);
    await settled();
  };
  const told = (id: string): Promise<Told[]> => toldOf(database.owner, id);
  beforeAll(() => send(...introductions(world())), 60_000);

  return {
    world,
    database,
    service,
    /** Sends messages and waits until all they led to is done. */
    send,
    /** Sends messages and does not wait. */
    post: (...sent: Sent[]): Promise<void> => put(service.get(Database), sent),
    settled,
    told,
    last: async (id: string): Promise<Told> => (await told(id)).at(-1)!,
    status: async (id: string): Promise<string | undefined> =>
      (await database.owner.query<{ status: string }>('select status from sourcing.request where id = $1', [id])).rows[0]?.status,
    staff: (tenant: string) => service.as({ tenant, roles: ['staff'] }),
    /** Waits until something is so. @throws Error after twenty seconds */
    until: async (so: () => Promise<boolean>): Promise<void> => {
      for (let tries = 0; !(await so()); tries += 1) {
        if (tries > 1000) throw new Error(`still not so: ${String(so)}`);
        await sleep(20);
      }
    },
  };
}
