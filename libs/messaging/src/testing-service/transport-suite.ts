import { setTimeout as sleep } from 'node:timers/promises';
import { dropDeadLetter, listDeadLetters, replayDeadLetter } from '../inbox/dead-letters.ts';
import { Lab, until, type LabOptions } from './lab.ts';
import { idOf, send } from './send.ts';
import { stepped, takeStep, type Stepped } from './steps.ts';
import { startChild } from './start-child.ts';

const HEARS_ONE = [stepped('one').type];
const says = stepped('two');

/** What must hold whichever way messages travel. */
export function transportSuite(environment: () => Omit<LabOptions, 'services'>): void {
  let lab: Lab;
  beforeEach(async () => {
    lab = await Lab.open({ ...environment(), services: ['one', 'two', 'three'] });
  }, 30_000);
  afterEach(() => lab.close(), 30_000);

  const handled = (service: string): Promise<number> => lab.count(`${service}.event where type = 'handled'`);
  const sums = (service: string): Promise<{ handled: number; disorder: number }[]> =>
    lab.rows(`select sum(handled)::int handled, sum((state ->> 'disorder')::int)::int disorder from ${service}.steps`);
  const step = {
    hears: HEARS_ONE,
    handle: (envelope, tx) => takeStep(tx, envelope, envelope.data as Stepped, says),
  } satisfies Parameters<Lab['start']>[1];
  const startChain = async (): Promise<void> => {
    await lab.start('three', { hears: [says.type], handle: (envelope, tx) => takeStep(tx, envelope, envelope.data as Stepped) });
    await lab.start('two', step);
    await lab.start('one');
  };
  const sendMany = async (count: number, keys: number): Promise<void> => {
    for (let i = 0; i < count; i += 10)
      await Promise.all(
        Array.from({ length: Math.min(10, count - i) }, (_, n) =>
          send(lab.db('one'), `LIB${((i + n) % keys) % 3}`, `key ${(i + n) % keys}`, `${i + n}`),
        ),
      );
  };

  it('hands every message on once, in the order of its key, to its own tenant', async () => {
    await startChain();
    await sendMany(200, 20);
    await until(
      () => handled('three'),
      (n) => n >= 200,
    );
    expect(await sums('three')).toEqual([{ handled: 200, disorder: 0 }]);
    expect(await sums('two')).toEqual([{ handled: 200, disorder: 0 }]);
    const strangers = await lab.rows(`select from three.steps t join one.steps o using (id) where t.tenant <> o.tenant`);
    expect(strangers).toHaveLength(0);
    expect(await lab.count('two.inbox')).toBe(0);
    await until(
      () => lab.count('two.outbox'),
      (n) => n === 0,
    );
  }, 60_000);

  it('carries correlation, cause and time in the envelope', async () => {
    await startChain();
    await send(lab.db('one'), 'LCC', 'a', 'x');
    await until(
      () => handled('three'),
      (n) => n === 1,
    );
    const [two] = await lab.rows<{ id: string; cause: string }>(`select data ->> 'id' id, cause from two.event`);
    const [three] = await lab.rows<{ id: string; cause: string }>(`select data ->> 'id' id, cause from three.event`);
    expect(two!.cause).toBe(two!.id);
    expect(three!.cause).toBe(three!.id);
    expect(three!.id).not.toBe(two!.id);
  }, 60_000);

  it('loses and repeats nothing while connections are cut', async () => {
    await startChain();
    const sending = sendMany(300, 15);
    for (let i = 0; i < 12; i += 1) {
      await sleep(60);
      await lab.owner.query(`select pg_terminate_backend(pid) from pg_stat_activity
        where datname = current_database() and (application_name ~ '^(relay|leases) ' or application_name in ('svc_two', 'svc_three'))`);
    }
    await sending;
    await until(
      () => handled('three'),
      (n) => n >= 300,
    );
    expect(await sums('three')).toEqual([{ handled: 300, disorder: 0 }]);
    expect(await sums('two')).toEqual([{ handled: 300, disorder: 0 }]);
  }, 90_000);

  it('parks what keeps failing; only its key waits, until it is replayed', async () => {
    let broken = true;
    await lab.start('two', {
      hears: HEARS_ONE,
      options: { attempts: 2 },
      handle: async (envelope, tx) => {
        await takeStep(tx, envelope, envelope.data as Stepped);
        if (broken && (envelope.data as Stepped).note === 'bad') throw new Error('no such book');
      },
    });
    await lab.start('one');
    await send(lab.db('one'), 'LCC', 'a', 'good');
    await send(lab.db('one'), 'LCC', 'a', 'bad');
    await send(lab.db('one'), 'LCC', 'a', 'behind');
    await send(lab.db('one'), 'TSU', 'b', 'good');
    const database = lab.db('two');
    const [dead] = await until(
      () => listDeadLetters(database),
      (all) => all.length === 1,
    );
    await until(
      () => handled('two'),
      (n) => n === 2,
    );
    expect(dead).toMatchObject({
      tenant: 'LCC',
      type: 'one.stepped.v1',
      subject: idOf('a'),
      attempts: 2,
      error: 'Error: no such book',
    });
    expect(
      await until(
        async () => (await listDeadLetters(database))[0]!.waiting,
        (n) => n === 1,
      ),
    ).toBe(1);
    // a parked message is left in peace, and so is what comes behind it later
    await send(lab.db('one'), 'LCC', 'a', 'far behind');
    await send(lab.db('one'), 'TSU', 'c', 'good');
    await until(
      () => handled('two'),
      (n) => n === 3,
    );
    expect(await listDeadLetters(database)).toMatchObject([{ attempts: 2, waiting: 2 }]);
    expect(await listDeadLetters(database, { tenant: 'TSU' })).toHaveLength(0);
    expect(await replayDeadLetter(database, dead!.id, { tenant: 'TSU' })).toBe(false);
    broken = false;
    expect(await replayDeadLetter(database, dead!.id, { tenant: 'LCC' })).toBe(true);
    await until(
      () => handled('two'),
      (n) => n === 6,
    );
    expect(await sums('two')).toEqual([{ handled: 6, disorder: 0 }]);
    expect(await lab.count('two.hold')).toBe(0);
  }, 60_000);

  it('goes on behind a dead message that is dropped', async () => {
    await lab.start('two', {
      hears: HEARS_ONE,
      options: { attempts: 1 },
      handle: async (envelope, tx) => {
        if ((envelope.data as Stepped).note === 'bad') throw new Error('no such book');
        await takeStep(tx, envelope, envelope.data as Stepped);
      },
    });
    await lab.start('one');
    await send(lab.db('one'), 'LCC', 'a', 'bad');
    await send(lab.db('one'), 'LCC', 'a', 'behind');
    const [dead] = await until(
      () => listDeadLetters(lab.db('two')),
      (all) => all.length === 1,
    );
    const dropped = await dropDeadLetter(lab.db('two'), dead!.id);
    expect(dropped).toMatchObject({ id: dead!.id, data: { note: 'bad' } });
    await until(
      () => handled('two'),
      (n) => n === 1,
    );
    expect(await dropDeadLetter(lab.db('two'), dead!.id)).toBeUndefined();
  }, 60_000);

  it('takes up where it stopped', async () => {
    const first = await lab.start('two', step);
    await lab.start('three', { hears: [says.type], handle: (envelope, tx) => takeStep(tx, envelope, envelope.data as Stepped) });
    await lab.start('one');
    const sending = sendMany(200, 10);
    await until(
      () => handled('two'),
      (n) => n > 20,
    );
    await first.stop();
    await sending;
    await lab.start('two', step);
    await until(
      () => handled('three'),
      (n) => n >= 200,
    );
    expect(await sums('two')).toEqual([{ handled: 200, disorder: 0 }]);
    expect(await sums('three')).toEqual([{ handled: 200, disorder: 0 }]);
  }, 60_000);

  it('survives a process that is killed in the middle', async () => {
    await lab.start('three', { hears: [says.type], handle: (envelope, tx) => takeStep(tx, envelope, envelope.data as Stepped) });
    // nothing leaves before the child has subscribed
    await lab.start('one', { options: { peers: ['two', 'three'] } });
    const sending = sendMany(200, 10);
    let before = 0;
    for (let i = 0; i < 2; i += 1) {
      const child = await startChild(lab.optionsOf('two'), 'one');
      const now = before;
      before = await until(
        () => handled('two'),
        (n) => n > now + 10,
      ).finally(() => void child.kill());
    }
    await sending;
    await lab.start('two', step);
    await until(
      () => handled('three'),
      (n) => n >= 200,
    );
    expect(await sums('two')).toEqual([{ handled: 200, disorder: 0 }]);
    expect(await sums('three')).toEqual([{ handled: 200, disorder: 0 }]);
  }, 90_000);

  it('does not skip a message committed late', async () => {
    await startChain();
    let letGo = (): void => undefined;
    const held = new Promise<void>((resolve) => (letGo = resolve));
    const late = lab.db('one').transaction({ tenant: 'LCC' }, async (tx) => {
      // the position is drawn now, the commit comes after the others'
      await tx.execute(`insert into outbox (id, key, tenant, type, envelope) select $1, $2, $3, $4, $5`, [
        idOf('late'),
        idOf('late key'),
        'LCC',
        HEARS_ONE[0],
        JSON.stringify({ ...ENVELOPE, id: idOf('late'), subject: idOf('late key'), tenant: 'LCC' }),
      ]);
      tx.leave('outbox');
      await held;
    });
    await send(lab.db('one'), 'LCC', 'a', 'early');
    await until(
      () => handled('three'),
      (n) => n === 1,
    );
    letGo();
    await late;
    await until(
      () => handled('three'),
      (n) => n === 2,
    );
  }, 60_000);

  it('shows a handler the rows of its own tenant only', async () => {
    const seen: Record<string, string[]> = {};
    await lab.start('two', {
      hears: HEARS_ONE,
      handle: async (envelope, tx) => {
        await takeStep(tx, envelope, envelope.data as Stepped);
        const rows = await tx.query<{ tenant: string }>('select distinct tenant from steps');
        seen[envelope.tenant] = rows.map((row) => row.tenant);
        if (envelope.tenant === 'TSU') {
          const [other] = await tx.query('select from steps where id = $1', [idOf('a')]);
          expect(other).toBeUndefined();
        }
      },
    });
    await lab.start('one');
    await send(lab.db('one'), 'LCC', 'a', 'x');
    await send(lab.db('one'), 'TSU', 'b', 'x');
    await send(lab.db('one'), 'LCC', 'c', 'x');
    await until(
      () => handled('two'),
      (n) => n === 3,
    );
    expect(seen).toEqual({ LCC: ['LCC'], TSU: ['TSU'] });
  }, 60_000);

  it('saves nothing of a handler that swallowed a database error', async () => {
    await lab.start('two', {
      hears: HEARS_ONE,
      options: { attempts: 1 },
      handle: async (envelope, tx) => {
        await takeStep(tx, envelope, envelope.data as Stepped);
        await tx.query('select 1 / 0').catch(() => undefined);
      },
    });
    await lab.start('one');
    await send(lab.db('one'), 'LCC', 'a', 'x');
    const [dead] = await until(
      () => listDeadLetters(lab.db('two')),
      (all) => all.length === 1,
    );
    expect(dead!.error).toContain('swallowed');
    expect(await handled('two')).toBe(0);
  }, 60_000);

  it('fails a handler that leaves a query under way, and one that takes too long', async () => {
    await lab.start('two', {
      hears: HEARS_ONE,
      options: { attempts: 1, timeLimitMs: 300 },
      handle: async (envelope, tx) => {
        if ((envelope.data as Stepped).note === 'hasty') void tx.query('select 1').catch(() => undefined);
        else await sleep(2000, undefined, { ref: false });
      },
    });
    await lab.start('one');
    await send(lab.db('one'), 'LCC', 'a', 'hasty');
    await send(lab.db('one'), 'LCC', 'b', 'slow');
    const dead = await until(
      () => listDeadLetters(lab.db('two')),
      (all) => all.length === 2,
    );
    expect(dead.map(({ error }) => error).toSorted()).toEqual([
      'Error: a query was not awaited before the transaction ended',
      'Error: handlers took longer than 300 ms',
    ]);
  }, 60_000);

  it('shares the work between replicas, each message once', async () => {
    const by = [0, 0];
    for (const replica of [0, 1])
      await lab.start('two', {
        hears: HEARS_ONE,
        options: { batch: 5 },
        handle: async (envelope, tx) => {
          await takeStep(tx, envelope, envelope.data as Stepped);
          by[replica]! += 1;
        },
      });
    const shares = `select count(*)::int n from pg_locks where locktype = 'advisory' and objsubid = 2 and mode = 'ExclusiveLock'
      and database = (select oid from pg_database where datname = current_database()) and classid = (hashtext('part two')::bigint & 4294967295)::oid group by pid`;
    await until(
      () => lab.rows<{ n: number }>(shares),
      (rows) => rows.length === 2 && rows.every(({ n }) => n === 8),
    );
    await lab.start('one');
    await sendMany(200, 40);
    await until(
      () => handled('two'),
      (n) => n >= 200,
    );
    expect(await sums('two')).toEqual([{ handled: 200, disorder: 0 }]);
    expect(by[0]).toBeGreaterThan(0);
    expect(by[1]).toBeGreaterThan(0);
  }, 60_000);
}

const ENVELOPE = {
  specversion: '1.0',
  source: 'one',
  type: HEARS_ONE[0],
  sequence: 1,
  correlation: idOf('request'),
  time: '2026-03-02T09:00:00.000Z',
  datacontenttype: 'application/json',
  data: { note: 'late' },
};
