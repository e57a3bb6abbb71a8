import { err, ManualClock, ok, reject } from '#lib/kernel';
import { z } from 'zod';
import { rolePassword } from '../../../service/src/database/databases.ts';
import { adminUrl, TEST_SECRET } from '../../../testing/src/database/template.ts';
import { Lab } from '../testing-service/lab.ts';
import { idOf, send } from '../testing-service/send.ts';
import { stepped, steps, type StepEvent } from '../testing-service/steps.ts';
import { Conflict } from './conflict.ts';
import { emit } from './emit.ts';
import { job, message } from './effects.ts';
import type { Database } from './database.ts';
import type { Tx } from './tx.ts';

describe('a transaction and what it stores', () => {
  let lab: Lab;
  let database: Database;
  beforeAll(async () => {
    lab = await Lab.open({
      server: { adminUrl: adminUrl(), password: (role) => rolePassword(TEST_SECRET, role) },
      services: ['one', 'two'],
      clock: new ManualClock('2026-03-02T09:00:00Z'),
    });
    database = lab.db('one');
  }, 30_000);
  afterAll(() => lab.close(), 30_000);

  const handledEvent = (note: string): StepEvent => ({ type: 'handled', id: idOf(note), sequence: 1, note });
  const inTx = <T>(work: (tx: Tx) => Promise<T>, tenant = 'LCC'): Promise<T> =>
    database.transaction({ tenant, actor: 'staff:kim', cause: idOf('cause'), correlation: idOf('request') }, work);
  const says = stepped('one');

  it('saves row, events, messages and jobs of a step together', async () => {
    const id = idOf('together');
    const stepResult = await inTx((tx) =>
      steps.step(
        tx,
        id,
        () => ok([handledEvent('first'), { type: 'deadline-set', at: '2026-03-09T09:00:00.000Z' }]),
        (events, state, version) => [
          message(says, { note: `${events.length} ${state.handled} ${version}` }),
          job({ kind: 'call', key: id, payload: { a: 1 }, lane: 'l' }),
          message(says, { note: 'second' }, { sequence: 9 }),
        ],
      ),
    );
    expect(stepResult).toMatchObject({ ok: true, value: { id, version: 2, state: { handled: 1 } } });
    const [row] = await lab.rows<object>(
      'select tenant, version::int, handled, deadline_at, created_at from one.steps where id = $1',
      [id],
    );
    expect(row).toEqual({
      tenant: 'LCC',
      version: 2,
      handled: 1,
      deadline_at: new Date('2026-03-09T09:00:00Z'),
      created_at: new Date('2026-03-02T09:00:00Z'),
    });
    const outbox = await lab.rows<{ envelope: object }>('select envelope from one.outbox where key = $1 order by pos', [id]);
    expect(outbox.map((o) => o.envelope)).toMatchObject([
      {
        specversion: '1.0',
        source: 'one',
        type: 'one.stepped.v1',
        subject: id,
        sequence: 2,
        tenant: 'LCC',
        correlation: idOf('request'),
        cause: idOf('cause'),
        time: '2026-03-02T09:00:00.000Z',
        data: { note: '2 1 2' },
      },
      { sequence: 9, data: { note: 'second' } },
    ]);
    const [made] = await lab.rows<object>(
      'select tenant, kind, payload, lane, attempts, correlation, cause from one.job where key = $1',
      [id],
    );
    expect(made).toEqual({
      tenant: 'LCC',
      kind: 'call',
      payload: { a: 1 },
      lane: 'l',
      attempts: 0,
      correlation: idOf('request'),
      cause: idOf('cause'),
    });
    const history = await inTx((tx) => steps.history(tx, id));
    expect(history).toMatchObject([
      {
        version: 1,
        event: { type: 'handled', note: 'first' },
        actor: 'staff:kim',
        cause: idOf('cause'),
        at: new Date('2026-03-02T09:00:00Z'),
      },
      { version: 2, event: { type: 'deadline-set' } },
    ]);
  });

  it('saves nothing where decide refuses, or where nothing happens', async () => {
    const id = idOf('nothing');
    const refused = await inTx((tx) => steps.step(tx, id, () => err(reject('too-late', 'It has been sent.'))));
    expect(refused).toMatchObject({ ok: false, error: { code: 'too-late' } });
    const effects = counting();
    const nothing = await inTx((tx) => steps.step(tx, id, () => ok([]), effects.call));
    expect(nothing).toMatchObject({ ok: true, value: { version: 0, events: [] } });
    expect(effects.calls).toBe(0);
    expect(await lab.count(`one.steps where id = '${id}'`)).toBe(0);
  });

  it('lets the slower of two run again, so that both count', async () => {
    const id = idOf('race');
    let runs = 0;
    await send(database, 'LCC', 'race', 'first');
    const slow = inTx(async (tx) => {
      const loaded = await steps.load(tx, id);
      if ((runs += 1) === 1) await send(database, 'LCC', 'race', 'faster');
      await steps.save(tx, loaded, [handledEvent('slower')]);
    });
    await slow;
    expect(runs).toBe(2);
    const [row] = await lab.rows<{ handled: number; version: number }>(
      'select handled, version::int from one.steps where id = $1',
      [id],
    );
    expect(row).toEqual({ handled: 3, version: 3 });
  });

  it('reports a conflict that does not go away, and leaves no trace of it', async () => {
    const stale = { id: idOf('race'), version: 1, state: { handled: 1, sequence: 1, disorder: 0 } };
    const outbox = await lab.count('one.outbox');
    await expect(inTx((tx) => steps.save(tx, stale, [handledEvent('x')], [message(says, { note: 'x' })]))).rejects.toThrow(
      Conflict,
    );
    await expect(inTx((tx) => steps.save(tx, { ...stale, version: 0 }, [handledEvent('x')]))).rejects.toThrow(Conflict);
    expect(await lab.count('one.outbox')).toBe(outbox);
  });

  it("does not see, change or take over another library's aggregate", async () => {
    await send(database, 'TSU', 'theirs', 'x');
    const id = idOf('theirs');
    expect(await inTx((tx) => steps.find(tx, id))).toBeUndefined();
    expect(await inTx((tx) => steps.history(tx, id))).toHaveLength(0);
    expect(await inTx((tx) => tx.execute('update steps set handled = 7'))).toBe(
      await lab.count(`one.steps where tenant = 'LCC'`),
    );
    await expect(
      inTx((tx) => steps.save(tx, { id, version: 0, state: { handled: 0, sequence: 0, disorder: 0 } }, [handledEvent('x')])),
    ).rejects.toThrow(Conflict);
    const forged = `insert into outbox (id, key, tenant, type, envelope) values (gen_random_uuid(), gen_random_uuid(), 'TSU', 't', '{}')`;
    await expect(inTx((tx) => tx.execute(forged))).rejects.toThrow('row-level security');
  });

  it('reaches no other service, and does not change what happened', async () => {
    await expect(inTx((tx) => tx.query('select from two.steps'))).rejects.toThrow('permission denied');
    await expect(inTx((tx) => tx.execute(`update event set type = 'x'`))).rejects.toThrow('permission denied');
    await expect(inTx((tx) => tx.execute('delete from event'))).rejects.toThrow('permission denied');
    // a practice copy's rows may go (ADR 0025), a library's never
    expect(await lab.count(`one.steps where tenant = 'LCC'`)).toBeGreaterThan(0);
    expect(await inTx((tx) => tx.execute('delete from steps'))).toBe(0);
    await send(database, 'LCC-P1', 'practised', 'x');
    expect(await inTx((tx) => tx.execute('delete from steps'), 'LCC-P1')).toBe(1);
  });

  it('writes the other side of a loan under its own library', async () => {
    const [mine, theirs] = [idOf('my side'), idOf('their side')];
    await inTx(async (tx) => {
      await steps.step(tx, mine, () => ok([handledEvent('asked')]));
      await tx.asTenant('TSU', async (other) => {
        await expect(tx.query('select 1')).rejects.toThrow("TSU's side");
        await steps.step(other, theirs, () => ok([handledEvent('was asked')]));
      });
      expect(await steps.find(tx, theirs)).toBeUndefined();
      expect(await steps.find(tx, mine)).toBeDefined();
    });
    const rows = await lab.rows<object>('select tenant from one.steps where id = any($1) order by tenant', [[mine, theirs]]);
    expect(rows).toEqual([{ tenant: 'LCC' }, { tenant: 'TSU' }]);
  });

  it('is over when it is over', async () => {
    let kept: Tx | undefined;
    await inTx(async (tx) => void (kept = tx));
    await expect(kept!.query('select 1')).rejects.toThrow('takes no queries');
    await expect(inTx(async (tx) => void tx.query('select 1').catch(() => undefined))).rejects.toThrow('not awaited');
    await expect(inTx((tx) => tx.query('select 1 / 0').catch(() => undefined))).rejects.toThrow('swallowed');
  });

  it('tells nobody before the commit, and nobody at all after a rollback', async () => {
    const told: string[] = [];
    await inTx(async (tx) => {
      tx.afterCommit(() => told.push('committed'));
      expect(told).toEqual([]);
    });
    const failing = inTx(async (tx) => {
      tx.afterCommit(() => told.push('rolled back'));
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    expect(told).toEqual(['committed']);
  });

  it('emits under keys of its own choice, outside aggregates too', async () => {
    await inTx((tx) =>
      emit(tx, message(says, { note: 'a' }, { subject: idOf('fund') }), job({ kind: 'call', key: 'fund', payload: null })),
    );
    const [row] = await lab.rows<{ envelope: object }>('select envelope from one.outbox where key = $1', [idOf('fund')]);
    expect(row!.envelope).toMatchObject({ subject: idOf('fund'), sequence: 0 });
    await expect(inTx((tx) => emit(tx, message(says, { note: 'a' })))).rejects.toThrow('needs its subject');
  });

  it('locks the keys it writes under, the fresh ones excepted', async () => {
    const locks = (tx: Tx): Promise<object[]> =>
      tx.query(`select from pg_locks where locktype = 'advisory' and pid = pg_backend_pid() and mode = 'ExclusiveLock'`);
    await inTx(async (tx) => {
      await emit(tx, message(says, { note: 'a' }, { subject: tx.newId(), fresh: true }));
      expect(await locks(tx)).toHaveLength(0);
      await emit(tx, ...['x', 'y', 'x'].map((name) => message(says, { note: 'a' }, { subject: idOf(`locked ${name}`) })));
      expect(await locks(tx)).toHaveLength(2);
    });
  });

  it("refuses data the contract does not know, and other services' messages", async () => {
    expect(() => message(says, { note: 1 } as never)).toThrow('does not keep its contract');
    const others = { type: 'two.stepped.v1', source: 'two', data: z.object({}) };
    await expect(inTx((tx) => emit(tx, message(others, {}, { subject: idOf('x') })))).rejects.toThrow("not one's to send");
  });

  it('keeps days of seen ids ahead, drops old ones, and moves what came early', async () => {
    const day = (n: number): string => new Date(Date.now() + n * 86_400_000).toISOString().slice(0, 10).replaceAll('-', '');
    const parts = async (): Promise<string[]> =>
      (
        await lab.rows<{ name: string }>(`select relname name from pg_inherits join pg_class on pg_class.oid = inhrelid
        where inhparent = 'one.seen'::regclass order by 1`)
      ).map(({ name }) => name);
    await database.asRelay('insert into one.seen values (uuidv7())');
    await database.asRelay('select one.keep_seen(30)');
    expect(await parts()).toEqual([...[-1, 0, 1, 2, 3].map((n) => `seen_${day(n)}`), 'seen_rest']);
    expect(await lab.count(`one.seen_${day(0)}`)).toBe(1);
    await database.asRelay('select one.keep_seen(0)');
    expect(await parts()).toEqual([...[0, 1, 2, 3].map((n) => `seen_${day(n)}`), 'seen_rest']);
    await expect(inTx((tx) => tx.query('select keep_seen(0)'))).rejects.toThrow('permission denied');
  });
});

const counting = (): { calls: number; call: () => [] } => {
  const counted = { calls: 0, call: (): [] => ((counted.calls += 1), []) };
  return counted;
};
