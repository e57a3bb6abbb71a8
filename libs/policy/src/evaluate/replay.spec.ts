import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { Replayed, ReplayTask } from '../__fixtures__/replay-worker.ts';
import { shippedNames, shippedPolicy } from '../__fixtures__/policies.ts';

/** Kept facts decided again: of the policies with many rules fewer, of the small ones more. */
const COUNT = (rules: number): number => (rules > 10 ? 10_000 : 18_000);

const inThread = (task: ReplayTask): Promise<Replayed> =>
  new Promise((done, failed) => {
    const url = new URL('../__fixtures__/replay-worker.ts', import.meta.url);
    const worker = new Worker(url, { workerData: task, execArgv: ['-C', 'source'] });
    worker.once('message', done).once('error', failed);
  });

describe('replaying', () => {
  const replayed = new Map<string, Replayed>();

  beforeAll(async () => {
    const tasks = shippedNames()
      .map((name) => ({ name, rules: shippedPolicy(name).rules.length }))
      // the longest first, so that no thread ends long after the others
      .toSorted((a, b) => b.rules - a.rules)
      .map(({ name, rules }): ReplayTask => ({ name, count: COUNT(rules), seed: 20251006 }));
    const thread = async (): Promise<void> => {
      for (let task = tasks.shift(); task; task = tasks.shift()) replayed.set(task.name, await inThread(task));
    };
    await Promise.all(Array.from({ length: Math.min(4, availableParallelism()) }, thread));
  }, 300_000);
  afterAll(() => {
    const counts = [...replayed.values()].map(({ name, count }) => `${name} ${count}`);
    const total = [...replayed.values()].reduce((sum, { count }) => sum + count, 0);
    process.stdout.write(`${total} decisions replayed: ${counts.join(', ')}\n`);
  });

  it.each(shippedNames())('kept facts of %s by the kept policy gives the same decision, reasons and record', (name) => {
    expect(replayed.get(name)).toMatchObject({ sameHash: true, differ: [] });
  });

  it('covers 100,000 decisions and more', () => {
    expect([...replayed.values()].reduce((sum, { count }) => sum + count, 0)).toBeGreaterThanOrEqual(100_000);
  });
});
