import { ManualClock, ok } from '#lib/kernel';
import { rolePassword } from '../../../service/src/database/databases.ts';
import { adminUrl, TEST_SECRET } from '../../../testing/src/database/template.ts';
import { cancelJobs, emit } from '../store/emit.ts';
import { job, message, type JobOptions } from '../store/effects.ts';
import { Lab, until } from '../testing-service/lab.ts';
import { idOf } from '../testing-service/send.ts';
import { stepped, steps } from '../testing-service/steps.ts';
import { NotSent, PermanentError, RetryAfter, type Job, type JobFailure, type JobOptionsOfKind, type JobRunner } from './job.ts';
import { listStuckJobs } from './job-table.ts';
import type { JobKind } from './worker.ts';

describe('jobs', () => {
  const clock = new ManualClock('2026-03-02T09:00:00Z');
  let lab: Lab;
  beforeAll(async () => {
    lab = await Lab.open({
      server: { adminUrl: adminUrl(), password: (role) => rolePassword(TEST_SECRET, role) },
      services: ['one'],
      clock,
    });
  }, 30_000);
  afterAll(() => lab.close(), 30_000);

  const enqueue = (options: Partial<JobOptions> & { kind: string }, tenant = 'LCC'): Promise<void> =>
    lab
      .db('one')
      .transaction({ tenant, correlation: idOf('request') }, (tx) => emit(tx, job({ key: 'k', payload: {}, ...options })));
  const ended: { kind: string; what: unknown }[] = [];
  const endsOf = (kind: string): unknown[] => ended.filter((end) => end.kind === kind).map((end) => end.what);
  const kind = (runner: Partial<JobRunner>, options: Partial<JobOptionsOfKind> = {}): JobKind => ({
    runner: {
      run: () => Promise.resolve('done'),
      done: async (_, { kind: of }, answer) => void ended.push({ kind: of, what: answer }),
      failed: async (_, { kind: of }, { reason, attempts }: JobFailure) =>
        void ended.push({ kind: of, what: { reason, attempts } }),
      ...runner,
    },
    options: { timeoutMs: 2000, attempts: 3, concurrency: 2, backoff: () => 1, ...options },
  });
  const start = (name: string, made: JobKind) => lab.start('one', { jobs: new Map([[name, made]]) });
  const left = (name: string): Promise<number> => lab.count(`one.job where kind = '${name}'`);

  it('writes what came of it in the transaction that deletes the job, with tenant and correlation', async () => {
    const says = stepped('one');
    const worker = await start(
      'ask',
      kind({
        run: (asked: Job) => Promise.resolve(`answer to ${asked.id}`),
        done: async (tx, asked, answer) => {
          await steps.step(
            tx,
            idOf('asked'),
            () => ok([{ type: 'handled', id: asked.id, sequence: 1, note: String(answer) }]),
            () => [message(says, { note: 'x' })],
          );
        },
      }),
    );
    await enqueue({ kind: 'ask', id: idOf('the job') });
    await until(
      () => left('ask'),
      (n) => n === 0,
    );
    await worker.stop();
    const [event] = await lab.rows<object>(`select tenant, actor, data ->> 'note' note from one.event where aggregate = $1`, [
      idOf('asked'),
    ]);
    expect(event).toEqual({ tenant: 'LCC', actor: 'system', note: `answer to ${idOf('the job')}` });
  });

  it('counts the attempt before the call, so that a killed worker has counted too', async () => {
    let begun: Job | undefined;
    const hung = await start(
      'hang',
      kind({ run: (given) => ((begun = given), new Promise(() => undefined)) }, { timeoutMs: 60_000, concurrency: 1 }),
    );
    await enqueue({ kind: 'hang' });
    await until(
      () => begun,
      (given) => given !== undefined,
    );
    expect(begun).toMatchObject({ attempt: 1, perhapsSent: false });
    expect(await lab.rows('select attempts, perhaps_sent from one.job')).toEqual([{ attempts: 1, perhaps_sent: true }]);
    // as if its lease had run out: another takes it, and whoever is late changes nothing
    await lab.owner.query('update one.job set due_at = now()');
    const second = await start('hang', kind({ run: (given) => Promise.resolve([given.attempt, given.perhapsSent]) }));
    await until(
      () => endsOf('hang'),
      (ends) => ends.length === 1,
    );
    expect(endsOf('hang')).toEqual([[2, true]]);
    await Promise.all([hung.stop(), second.stop()]);
  });

  it('rolls back what comes of a job that another worker has finished meanwhile', async () => {
    let answer: (text: string) => void = () => undefined;
    const done: JobRunner['done'] = (tx, _, text) => emit(tx, job({ kind: 'came of it', key: String(text), payload: {} }));
    const slow = await start(
      'twice',
      kind({ run: () => new Promise<string>((resolve) => (answer = resolve)), done }, { concurrency: 1 }),
    );
    await enqueue({ kind: 'twice' });
    await until(
      () => lab.rows<{ attempts: number }>(`select attempts from one.job where kind = 'twice'`),
      ([row]) => row?.attempts === 1,
    );
    await lab.owner.query('update one.job set due_at = now()');
    const quick = await start('twice', kind({ run: () => Promise.resolve('quick'), done }));
    await until(
      () => left('twice'),
      (n) => n === 0,
    );
    answer('slow');
    await slow.stop();
    await quick.stop();
    expect(await lab.rows(`select key from one.job where kind = 'came of it'`)).toEqual([{ key: 'quick' }]);
  });

  it('tries again with a limit, then says that it is exhausted', async () => {
    let calls = 0;
    const worker = await start('flaky', kind({ run: () => Promise.reject(new Error(`no ${(calls += 1)}`)) }));
    await enqueue({ kind: 'flaky' });
    await until(
      () => endsOf('flaky'),
      (ends) => ends.length === 1,
    );
    expect(endsOf('flaky')).toEqual([{ reason: 'exhausted', attempts: 3 }]);
    expect(calls).toBe(3);
    await until(
      () => left('flaky'),
      (n) => n === 0,
    );
    await worker.stop();
  });

  it('gives up at once what is refused for good', async () => {
    const worker = await start('refused', kind({ run: () => Promise.reject(new PermanentError('unknown symbol')) }));
    await enqueue({ kind: 'refused' });
    await until(
      () => endsOf('refused'),
      (ends) => ends.length === 1,
    );
    expect(endsOf('refused')).toEqual([{ reason: 'permanent', attempts: 1 }]);
    await worker.stop();
  });

  it('cuts a call off after its time limit', async () => {
    let cut = false;
    const run = (_: Job, signal: AbortSignal): Promise<never> =>
      new Promise(() => signal.addEventListener('abort', () => (cut = true)));
    const worker = await start('slow', kind({ run }, { timeoutMs: 50, attempts: 1 }));
    await enqueue({ kind: 'slow' });
    await until(
      () => endsOf('slow'),
      (ends) => ends.length === 1,
    );
    expect(endsOf('slow')).toEqual([{ reason: 'exhausted', attempts: 1 }]);
    expect(cut).toBe(true);
    await worker.stop();
  });

  it('leaves to a person what must not be repeated and perhaps arrived', async () => {
    const worker = await start('once', kind({ run: () => Promise.reject(new Error('connection reset')) }));
    await enqueue({ kind: 'once', idempotent: false });
    await until(
      () => endsOf('once'),
      (ends) => ends.length === 1,
    );
    expect(endsOf('once')).toEqual([{ reason: 'perhaps-sent', attempts: 1 }]);
    await worker.stop();
  });

  it('looks up what must not be repeated, and repeats it only if it never arrived', async () => {
    const arrived = new Set<string>();
    const calls: string[] = [];
    const worker = await start(
      'look-up',
      kind({
        run: async ({ key, attempt }) => {
          calls.push(`${key} ${attempt}`);
          if (attempt > 1) return 'sent again';
          if (key === 'arrives') arrived.add(key);
          throw new Error('connection reset');
        },
        lookUp: ({ key }) => Promise.resolve(arrived.has(key) ? { found: 'it was there' } : { notFound: true }),
      }),
    );
    await enqueue({ kind: 'look-up', key: 'arrives', idempotent: false });
    await enqueue({ kind: 'look-up', key: 'does not', idempotent: false });
    await until(
      () => endsOf('look-up'),
      (ends) => ends.length === 2,
    );
    expect(endsOf('look-up').map(String).toSorted()).toEqual(['it was there', 'sent again']);
    expect(calls.toSorted()).toEqual(['arrives 1', 'does not 1', 'does not 2']);
    await worker.stop();
  });

  it('repeats freely what certainly did not get there', async () => {
    const seen: boolean[] = [];
    const run = async ({ attempt, perhapsSent }: Job): Promise<string> => {
      seen.push(perhapsSent);
      if (attempt === 1) throw new NotSent('connection refused');
      if (attempt === 2) throw new RetryAfter(1);
      return 'sent';
    };
    const worker = await start('unsent', kind({ run }));
    await enqueue({ kind: 'unsent', idempotent: false });
    await until(
      () => endsOf('unsent'),
      (ends) => ends.length === 1,
    );
    expect(endsOf('unsent')).toEqual(['sent']);
    expect(seen).toEqual([false, false, false]);
    await worker.stop();
  });

  it('keeps the order of a lane and runs its jobs one at a time', async () => {
    const order: string[] = [];
    let inside = 0;
    const run = async ({ payload, attempt }: Job): Promise<string> => {
      inside += 1;
      expect(inside).toBe(1);
      await Promise.resolve();
      inside -= 1;
      if (payload === 'a' && attempt === 1) throw new Error('once more');
      order.push(String(payload));
      return 'ok';
    };
    for (const payload of ['a', 'b', 'c']) await enqueue({ kind: 'laned', payload, lane: 'to DEMO' });
    const worker = await start('laned', kind({ run }, { concurrency: 5 }));
    await until(
      () => left('laned'),
      (n) => n === 0,
    );
    expect(order).toEqual(['a', 'b', 'c']);
    await worker.stop();
  });

  it('waits for its moment in domain time, and can be taken back until then', async () => {
    const later = new Date(clock.now().getTime() + 3_600_000);
    await enqueue({ kind: 'later', key: 'kept', notBefore: later });
    await enqueue({ kind: 'later', key: 'taken back', notBefore: later });
    const worker = await start('later', kind({ run: ({ key }) => Promise.resolve(key) }));
    const cancel = (): Promise<number> =>
      lab.db('one').transaction({ tenant: 'LCC' }, (tx) => cancelJobs(tx, { key: 'taken back' }));
    expect(await lab.db('one').transaction({ tenant: 'TSU' }, (tx) => cancelJobs(tx, { key: 'taken back' }))).toBe(0);
    expect(await cancel()).toBe(1);
    expect(await cancel()).toBe(0);
    expect(await left('later')).toBe(1);
    clock.advance(3_600_000);
    await until(
      () => endsOf('later'),
      (ends) => ends.length === 1,
    );
    expect(endsOf('later')).toEqual(['kept']);
    await worker.stop();
  });

  it("does not let one library's thousand keep another waiting", async () => {
    for (let i = 0; i < 30; i += 1) await enqueue({ kind: 'many', key: `${i}` }, 'LCC');
    await enqueue({ kind: 'many', key: 'the other' }, 'TSU');
    const order: string[] = [];
    const run = ({ tenant }: Job): Promise<string> => Promise.resolve(void order.push(tenant)).then(() => 'ok');
    const worker = await start('many', kind({ run }, { concurrency: 1 }));
    await until(
      () => left('many'),
      (n) => n === 0,
    );
    expect(order.indexOf('TSU')).toBeLessThan(3);
    await worker.stop();
  });

  it('runs no more calls at once than its kind allows', async () => {
    let inside = 0;
    let most = 0;
    const run = async (): Promise<string> => {
      most = Math.max(most, (inside += 1));
      await new Promise((resolve) => setTimeout(resolve, 5));
      inside -= 1;
      return 'ok';
    };
    for (let i = 0; i < 12; i += 1) await enqueue({ kind: 'wide' }, `LIB${i % 3}`);
    const worker = await start('wide', kind({ run }, { concurrency: 3 }));
    await until(
      () => left('wide'),
      (n) => n === 0,
    );
    expect(most).toBe(3);
    await worker.stop();
  });

  it('waits at the end for what runs, and hurries it on after the grace period', async () => {
    let begun = 0;
    const run = (_: Job, signal: AbortSignal): Promise<never> =>
      new Promise((__, reject) => {
        begun += 1;
        signal.addEventListener('abort', () => reject(new Error('hurried')));
      });
    const worker = await start('stopping', kind({ run }, { timeoutMs: 60_000 }));
    await enqueue({ kind: 'stopping' });
    await until(
      () => begun,
      (n) => n === 1,
    );
    await worker.stop();
    const [row] = await lab.rows<object>(
      `select attempts, perhaps_sent, error, due_at <= now() due from one.job where kind = 'stopping'`,
    );
    expect(row).toEqual({ attempts: 1, perhaps_sent: true, error: 'Error: shutting down', due: true });
  });

  it('tries a job again soon whose end found no free connection', async () => {
    const attempts: number[] = [];
    const done: JobRunner['done'] = async (_, { attempt }) => {
      attempts.push(attempt);
      if (attempt === 1) throw new Error('timeout exceeded when trying to connect');
    };
    const worker = await start('crowded', kind({ done }));
    await enqueue({ kind: 'crowded' });
    await until(
      () => left('crowded'),
      (n) => n === 0,
    );
    expect(attempts).toEqual([1, 2]);
    await worker.stop();
  });

  it('shows operators a job whose end could not be written', async () => {
    const worker = await start('stuck', kind({ done: () => Promise.reject(new Error('a fault of ours')) }));
    await enqueue({ kind: 'stuck' }, 'TSU');
    const [stuck] = await until(
      () => listStuckJobs(lab.db('one'), { tenant: 'TSU' }),
      (all) => all.length === 1,
    );
    expect(stuck).toMatchObject({ kind: 'stuck', tenant: 'TSU', attempts: 1 });
    expect(stuck!.error).toContain('a fault of ours');
    expect(await listStuckJobs(lab.db('one'), { tenant: 'LCC' })).toHaveLength(0);
    await worker.stop();
  });

  it('leaves a place to the others, however many one library has waiting and however long they take', async () => {
    const letGo = Promise.withResolvers<void>();
    const running: string[] = [];
    const worker = await start(
      'slow',
      kind(
        {
          run: async ({ tenant }: Job) => {
            running.push(tenant);
            if (tenant === 'FLOOD') await letGo.promise;
          },
          done: () => Promise.resolve(),
        },
        { concurrency: 4, timeoutMs: 20_000 },
      ),
    );
    for (let i = 0; i < 12; i += 1) await enqueue({ kind: 'slow' }, 'FLOOD');
    await until(
      () => running.length,
      (n) => n === 3,
    );
    // none of the flood's ends before another library's five have run, one after another in the place left
    for (let i = 0; i < 5; i += 1) await enqueue({ kind: 'slow' }, 'SMALL');
    await until(
      () => running.length,
      (n) => n === 8,
    );
    expect(running).toEqual(['FLOOD', 'FLOOD', 'FLOOD', 'SMALL', 'SMALL', 'SMALL', 'SMALL', 'SMALL']);
    letGo.resolve();
    await until(
      () => left('slow'),
      (n) => n === 0,
    );
    await worker.stop();
  }, 60_000);
});
