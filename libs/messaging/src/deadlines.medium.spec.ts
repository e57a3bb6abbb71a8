import { ManualClock, ok } from '#lib/kernel';
import { rolePassword } from '../../service/src/database/databases.ts';
import { adminUrl, TEST_SECRET } from '../../testing/src/database/template.ts';
import { Sweeper, type DeadlineRunner } from './deadlines.ts';
import { silent } from './observe/observer.ts';
import { Lab, until } from './testing-service/lab.ts';
import { idOf } from './testing-service/send.ts';
import { steps } from './testing-service/steps.ts';

const DAY = 86_400_000;

describe('deadlines', () => {
  let clock: ManualClock;
  let lab: Lab;
  beforeEach(async () => {
    clock = new ManualClock('2026-03-02T09:00:00Z');
    lab = await Lab.open({
      server: { adminUrl: adminUrl(), password: (role) => rolePassword(TEST_SECRET, role) },
      services: ['one'],
      clock,
    });
  }, 30_000);
  afterEach(() => lab.close(), 30_000);

  const setDeadline = (name: string, days: number, tenant = 'LCC'): Promise<unknown> =>
    lab
      .db('one')
      .transaction({ tenant }, (tx) =>
        steps.step(tx, idOf(name), () =>
          ok([{ type: 'deadline-set', at: new Date(clock.now().getTime() + days * DAY).toISOString() }]),
        ),
      );
  const meet: DeadlineRunner['onDeadline'] = async (tx, id) =>
    void (await steps.step(tx, id, () => ok([{ type: 'deadline-met' }])));
  const sweeperOf = (onDeadline: DeadlineRunner['onDeadline']): Sweeper =>
    new Sweeper({
      database: lab.db('one'),
      runners: new Map([['steps', { onDeadline }]]),
      log: lab.log ?? silent,
      observer: {},
      concurrency: 1,
    });
  const { signal } = new AbortController();
  const met = (): Promise<number> => lab.count(`one.event where type = 'deadline-met'`);

  it('meets each deadline once, in its own tenant, and not before domain time has come', async () => {
    await setDeadline('a', 1, 'LCC');
    await setDeadline('b', 2, 'TSU');
    const tenants: string[] = [];
    await lab.start('one', {
      deadlines: new Map([
        [
          'steps',
          {
            onDeadline: async (tx, id, version) => {
              expect(version).toBe(1);
              tenants.push(tx.tenant);
              await meet(tx, id, version);
            },
          },
        ],
      ]),
    });
    clock.advance(DAY);
    await until(met, (n) => n === 1);
    expect(tenants).toEqual(['LCC']);
    clock.advance(DAY);
    await until(met, (n) => n === 2);
    expect(tenants).toEqual(['LCC', 'TSU']);
  });

  it('leaves alone what was done in time, though it was read as due', async () => {
    await setDeadline('a', 0);
    let before = async (): Promise<void> => undefined;
    const database = lab.db('one');
    const watched = Object.create(database, {
      asRelay: {
        value: async (...args: Parameters<typeof database.asRelay>) => {
          const due = await database.asRelay(...args);
          await before();
          return due;
        },
      },
    }) as typeof database;
    const sweeper = new Sweeper({
      database: watched,
      runners: new Map([['steps', { onDeadline: meet }]]),
      log: silent,
      observer: {},
    });
    before = async () => void (await setDeadline('a', 5));
    expect(await sweeper.sweep('steps', signal)).toBe(0);
    expect(await met()).toBe(0);
  });

  it('goes on with the others where one fails, and rests that one', async () => {
    await setDeadline('bad', -2);
    await setDeadline('good', -1);
    let failures = 0;
    const sweeper = sweeperOf(async (tx, id, version) => {
      if (id === idOf('bad')) throw new Error(`no ${(failures += 1)}`);
      await meet(tx, id, version);
    });
    expect(await sweeper.sweep('steps', signal)).toBe(1);
    expect(await sweeper.sweep('steps', signal)).toBe(0);
    expect(failures).toBe(1);
    expect(lab.logged.join()).toContain(idOf('bad'));
  });

  it('takes a command that leaves the deadline standing for a failure', async () => {
    await setDeadline('a', -1);
    const sweeper = sweeperOf(async () => undefined);
    expect(await sweeper.sweep('steps', signal)).toBe(0);
    expect(lab.logged.join()).toContain('neither moved nor cleared');
  });

  it("takes the libraries' first ones first", async () => {
    for (let i = 0; i < 110; i += 1) await setDeadline(`many ${i}`, -10, 'LCC');
    await setDeadline('the other', -1, 'TSU');
    const order: string[] = [];
    const sweeper = sweeperOf(async (tx, id, version) => {
      order.push(tx.tenant);
      await meet(tx, id, version);
    });
    await sweeper.sweep('steps', signal);
    expect(order.indexOf('TSU')).toBeLessThan(2);
  });

  it('may be swept by two replicas at once', async () => {
    for (let i = 0; i < 40; i += 1) await setDeadline(`a ${i}`, -1);
    const [one, two] = [sweeperOf(meet), sweeperOf(meet)];
    const counts = await Promise.all([one.sweep('steps', signal), two.sweep('steps', signal)]);
    expect(counts[0] + counts[1]).toBe(40);
    expect(await met()).toBe(40);
  });
});
