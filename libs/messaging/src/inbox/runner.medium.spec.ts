import { rolePassword } from '../../../service/src/database/databases.ts';
import { adminUrl, TEST_SECRET } from '../../../testing/src/database/template.ts';
import { PARTS } from '../schema/names.ts';
import { Lab, until } from '../testing-service/lab.ts';
import { send } from '../testing-service/send.ts';
import { stepped, takeStep, type Stepped } from '../testing-service/steps.ts';
import { silent } from '../observe/observer.ts';
import { Runner } from './runner.ts';

const ALL = Array.from({ length: PARTS }, (_, part) => part);

describe('two workers that both think a part is theirs', () => {
  let lab: Lab;
  beforeAll(async () => {
    lab = await Lab.open({
      server: { adminUrl: adminUrl(), password: (role) => rolePassword(TEST_SECRET, role) },
      services: ['one', 'two'],
    });
  }, 30_000);
  afterAll(() => lab.close(), 30_000);

  it('handle each message once and in order all the same', async () => {
    const database = lab.db('two');
    // subscribed, but nobody works on its inbox yet
    await (await lab.start('two', { hears: [stepped('one').type] })).stop();
    await lab.start('one', { options: { peers: ['two'] } });
    for (let i = 0; i < 120; i += 1) await send(lab.db('one'), 'LCC', `key ${i % 4}`, `${i}`);
    await until(
      () => lab.count('two.inbox'),
      (n) => n === 120,
    );
    const stop = new AbortController();
    let runs = 0;
    const workers = [1, 2, 3].map((worker) => {
      const runner = new Runner({
        database,
        log: silent,
        observer: {},
        batch: 5 * worker,
        attempts: 5,
        timeLimitMs: 10_000,
        handle: async (envelope, tx) => {
          runs += 1;
          await takeStep(tx, envelope, envelope.data as Stepped);
        },
      });
      const bell = database.wake.bell('two.inbox');
      stop.signal.addEventListener('abort', () => bell.ring());
      return runner.work(() => ALL, bell, stop.signal);
    });
    await until(
      () => lab.count('two.inbox'),
      (n) => n === 0,
    );
    stop.abort();
    await Promise.all(workers);
    const [sums] = await lab.rows<object>(
      `select sum(handled)::int handled, sum((state ->> 'disorder')::int)::int disorder from two.steps`,
    );
    expect(sums).toEqual({ handled: 120, disorder: 0 });
    // they did get in each other's way
    expect(runs).toBeGreaterThan(120);
    expect(await lab.count('two.hold')).toBe(0);
  }, 60_000);
});
