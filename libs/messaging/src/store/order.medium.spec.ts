import { ok } from '#lib/kernel';
import fc from 'fast-check';
import { setTimeout as sleep } from 'node:timers/promises';
import { rolePassword } from '../../../service/src/database/databases.ts';
import { adminUrl, TEST_SECRET } from '../../../testing/src/database/template.ts';
import { Lab } from '../testing-service/lab.ts';
import { idOf } from '../testing-service/send.ts';
import { stepped, steps } from '../testing-service/steps.ts';
import { emit, lockKeys } from './emit.ts';
import { message } from './effects.ts';

// The relay goes by position alone: this is what makes that enough.
describe('positions in the outbox', () => {
  let lab: Lab;
  beforeAll(async () => {
    lab = await Lab.open({
      server: { adminUrl: adminUrl(), password: (role) => rolePassword(TEST_SECRET, role) },
      services: ['one'],
    });
  }, 30_000);
  afterAll(() => lab.close(), 30_000);
  const says = stepped('one');
  const pause = (milliseconds: number): Promise<void> => (milliseconds ? sleep(milliseconds) : Promise.resolve());

  const someSteps = fc.array(
    fc.record({ key: fc.nat(2), before: fc.nat(3), inside: fc.nat(3), after: fc.nat(3), own: fc.boolean() }),
    {
      minLength: 2,
      maxLength: 12,
    },
  );
  const written = async (key: string): Promise<number[]> =>
    (
      await lab.rows<{ n: number }>(`select (envelope -> 'data' ->> 'note')::int n from one.outbox where key = $1 order by pos`, [
        key,
      ])
    ).map(({ n }) => n);

  it('grow with commit order under one key, however transactions overlap', async () => {
    let run = 0;
    await fc.assert(
      fc.asyncProperty(someSteps, async (all) => {
        run += 1;
        // keys of aggregates, whose version keeps the order; and keys of nobody's, which are locked
        const keyOf = (key: number, own: boolean): string => idOf(`order ${run} ${key} ${own}`);
        const turns = new Map<string, number>();
        await Promise.all(
          all.map(async ({ key: number, before, inside, after, own }) => {
            const key = keyOf(number, own);
            await pause(before);
            await lab.db('one').transaction({ tenant: 'LCC' }, async (tx) => {
              const event = { type: 'handled', id: tx.newId(), sequence: 1, note: '' } as const;
              if (own) {
                const loaded = await steps.load(tx, key);
                await pause(inside);
                await steps.save(tx, loaded, [event], [message(says, { note: `${loaded.version + 1}` })]);
              } else {
                // whoever is under the lock says which turn it is
                await lockKeys(tx, [message(says, { note: '' }, { subject: key })]);
                turns.set(key, (turns.get(key) ?? 0) + 1);
                await pause(inside);
                await steps.step(
                  tx,
                  tx.newId(),
                  () => ok([event]),
                  () => [message(says, { note: `${turns.get(key)!}` }, { subject: key })],
                );
              }
              await pause(after);
            });
          }),
        );
        for (const own of [true, false])
          for (const number of [0, 1, 2]) {
            const count = all.filter((step) => step.own === own && step.key === number).length;
            expect(await written(keyOf(number, own))).toEqual(Array.from({ length: count }, (_, i) => i + 1));
          }
      }),
      { numRuns: 25, seed: 20260302 },
    );
  }, 60_000);

  it('of messages under a key without version are drawn one transaction after another', async () => {
    const key = idOf('locked');
    const order: string[] = [];
    let letGo = (): void => undefined;
    const held = new Promise<void>((resolve) => (letGo = resolve));
    const begun = Promise.withResolvers<void>();
    const first = lab.db('one').transaction({ tenant: 'LCC' }, async (tx) => {
      await emit(tx, message(says, { note: 'first' }, { subject: key }));
      begun.resolve();
      await held;
      order.push('first');
    });
    await begun.promise;
    const second = lab.db('one').transaction({ tenant: 'LCC' }, async (tx) => {
      await emit(tx, message(says, { note: 'second' }, { subject: key }));
      order.push('second');
    });
    await sleep(50);
    letGo();
    await Promise.all([first, second]);
    expect(order).toEqual(['first', 'second']);
  });
});
