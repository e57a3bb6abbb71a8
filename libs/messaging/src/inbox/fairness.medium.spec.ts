import { rolePassword } from '../../../service/src/database/databases.ts';
import { adminUrl, TEST_SECRET } from '../../../testing/src/database/template.ts';
import { silent } from '../observe/observer.ts';
import { PARTS } from '../schema/names.ts';
import { Lab, until } from '../testing-service/lab.ts';
import { idOf, send } from '../testing-service/send.ts';
import { stepped, takeStep, type Stepped } from '../testing-service/steps.ts';
import { dropDeadLetter, listDeadLetters } from './dead-letters.ts';
import { paced, Runner } from './runner.ts';

const ALL = Array.from({ length: PARTS }, (_, part) => part);
const HEARS = [stepped('one').type];

describe('messages of many libraries', () => {
  let lab: Lab;
  beforeEach(async () => {
    lab = await Lab.open({
      server: { adminUrl: adminUrl(), password: (role) => rolePassword(TEST_SECRET, role) },
      services: ['one', 'two'],
    });
  }, 30_000);
  afterEach(() => lab.close(), 30_000);

  /** Puts messages into two's inbox as a transport would: `count` of a library's, spread over its keys, in the order of their sequence. */
  const queue = (tenant: string, count: number, keys: number): Promise<unknown> =>
    lab.rows(
      `with m as (select i, md5($1::text || ' key ' || i % $3)::uuid key, i / $3 + 1 sequence, uuidv7() id from generate_series(0, $2::int - 1) i)
       insert into two.inbox (part, id, key, tenant, type, envelope)
       select hashtext(key::text) & 15, id, key, $1, $4::text, json_build_object('id', id, 'source', 'one', 'type', $4::text, 'subject', key, 'sequence', sequence,
         'tenant', $1::text, 'correlation', key, 'time', now(), 'data', json_build_object('note', 'x')) from m order by i`,
      [tenant, count, keys, HEARS[0]],
    );
  const put = (row: { key: string; tenant: string; said?: string }): Promise<unknown> =>
    lab.rows(
      `insert into two.inbox (part, id, key, tenant, type, envelope) select hashtext($1::text) & 15, i, $1::uuid, $2::text, $4::text, json_build_object('id', i,
         'source', 'one', 'type', $4::text, 'subject', $1::text, 'sequence', 2, 'tenant', $3::text, 'correlation', $1::text, 'data', json_build_object('note', 'x'))
       from (select uuidv7() i) made`,
      [row.key, row.tenant, row.said ?? row.tenant, HEARS[0]],
    );

  it('are taken library by library once they queue: a flood of one does not stand before another’s', async () => {
    const handled: string[] = [];
    const runner = new Runner({
      database: lab.db('two'),
      log: silent,
      observer: {},
      batch: 20,
      attempts: 3,
      timeLimitMs: 10_000,
      handle: async (envelope, tx) => {
        await takeStep(tx, envelope, envelope.data as Stepped);
        handled.push(envelope.tenant);
      },
    });
    await queue('FLOOD', 1000, 40);
    await queue('ALSO', 400, 7);
    await queue('SMALL', 6, 2);
    const stop = new AbortController();
    const bell = lab.db('two').wake.bell('two.inbox');
    const working = runner.work(() => ALL, bell, stop.signal);
    await until(
      () => handled.length,
      (n) => n === 1406,
    );
    stop.abort();
    bell.ring();
    await working;
    // a batch in the order they came, then one shared by all three: by position alone the last of SMALL would have been the 1,406th
    expect(handled.lastIndexOf('SMALL')).toBeLessThan(40);
    // two libraries that both flood have the same share while both queue
    const both = handled.slice(40, 640);
    expect(Math.abs(both.filter((tenant) => tenant === 'ALSO').length - 300)).toBeLessThanOrEqual(20);
    const [sums] = await lab.rows<object>(
      `select sum(handled)::int handled, sum((state ->> 'disorder')::int)::int disorder from two.steps`,
    );
    expect(sums).toEqual({ handled: 1406, disorder: 0 });
  }, 60_000);

  it('do not wait behind a batch of slow ones: the slower the handlers, the fewer share a commit', async () => {
    const handled: string[] = [];
    const runner = new Runner({
      database: lab.db('two'),
      log: silent,
      observer: {},
      batch: 50,
      attempts: 3,
      timeLimitMs: 30_000,
      handle: async (envelope, tx) => {
        await new Promise((done) => setTimeout(done, 20));
        await takeStep(tx, envelope, envelope.data as Stepped);
        handled.push(envelope.tenant);
        // in the middle of the second batch, when the first has told how slow they are
        if (handled.length === 60) await queue('SMALL', 2, 2);
      },
    });
    await queue('FLOOD', 150, 40);
    const stop = new AbortController();
    const bell = lab.db('two').wake.bell('two.inbox');
    const working = runner.work(() => ALL, bell, stop.signal);
    await until(
      () => handled.length,
      (n) => n === 152,
    );
    stop.abort();
    bell.ring();
    await working;
    // batches of fifty would have them as the 101st and later
    expect(handled.lastIndexOf('SMALL')).toBeLessThan(90);
  }, 60_000);

  it.each([
    ['cheap ones, as many as may', 50, 50, 20, 50],
    ['slow ones, fewer', 50, 50, 1000, 15],
    ['very slow ones, a few', 15, 15, 5000, 8],
    ['cheap again, twice as many as before', 10, 10, 1, 20],
  ])('are taken at the pace of their handlers: %s', (_, before, handled, milliseconds, next) => {
    expect(paced(before, handled, milliseconds, 50)).toBe(next);
  });

  it('are refused and parked at once where the library does not fit the subject, which keeps what it has', async () => {
    const handled: string[] = [];
    await lab.start('two', {
      hears: HEARS,
      handle: async (envelope, tx) => {
        await takeStep(tx, envelope, envelope.data as Stepped);
        handled.push(envelope.tenant);
      },
    });
    await lab.start('one', { options: { peers: ['two'] } });
    await send(lab.db('one'), 'LCC', 'a book', 'x');
    await until(
      () => handled.length,
      (n) => n === 1,
    );
    const before = await lab.rows('select * from two.steps');
    await put({ key: idOf('a book'), tenant: 'TSU' });
    await put({ key: idOf('another'), tenant: 'TSU', said: 'LCC' });
    const two = lab.db('two');
    await until(
      () => listDeadLetters(two),
      (letters) => letters.length === 2,
    );
    const letters = await listDeadLetters(two, { tenant: 'TSU' });
    expect(letters.map(({ attempts, error }) => ({ attempts, error }))).toEqual(
      expect.arrayContaining([
        { attempts: 1, error: expect.stringContaining(`its subject is LCC's, and the message TSU's`) as string },
        { attempts: 1, error: expect.stringContaining('the envelope names LCC') as string },
      ]),
    );
    // the library whose aggregate it is sees nothing of it
    expect(await listDeadLetters(two, { tenant: 'LCC' })).toEqual([]);
    expect(await lab.rows('select * from two.steps')).toEqual(before);
    // what follows with the subject waits, and goes on once the wrong one is dropped
    await send(lab.db('one'), 'LCC', 'a book', 'y');
    const wrong = letters.find(({ subject }) => subject === idOf('a book'))!;
    expect(await dropDeadLetter(two, wrong.id)).toBeDefined();
    await until(
      () => handled.length,
      (n) => n === 2,
    );
    expect(handled).toEqual(['LCC', 'LCC']);
  }, 60_000);

  it('shows the relay whose an aggregate is, and nothing of what happened to it', async () => {
    const two = lab.db('two');
    await expect(two.asRelay('select aggregate, tenant from two.event')).resolves.toEqual([]);
    await expect(two.asRelay('select data from two.event')).rejects.toThrow('permission denied');
    await expect(two.asRelay('select actor from two.event')).rejects.toThrow('permission denied');
  });
});
