// Replays generated decisions of one shipped policy; a thread of its own, as jest's contexts make the engine's run three times as long.
import { parentPort, workerData } from 'node:worker_threads';
import { compilePolicy, evaluateAny, type Facts, type Policy } from '../index.ts';
import { factDraws, shippedPolicy } from './policies.ts';

export interface ReplayTask {
  readonly name: string;
  readonly count: number;
  readonly seed: number;
}
export interface Replayed {
  readonly name: string;
  readonly count: number;
  readonly sameHash: boolean;
  /** Which of them came out otherwise, with what was and what is. */
  readonly differ: readonly [number: number, before: string, after: string][];
}

async function replay({ name, count, seed }: ReplayTask): Promise<Replayed> {
  const compiled = await compilePolicy(shippedPolicy(name));
  const kept = await compilePolicy(JSON.parse(JSON.stringify(compiled.policy)) as Policy);
  const draw = factDraws(compiled, seed);
  const differ: [number, string, string][] = [];
  for (let n = 0; n < count; n += 1) {
    const facts = draw();
    const before = JSON.stringify(await evaluateAny(compiled, facts));
    const after = JSON.stringify(await evaluateAny(kept, JSON.parse(JSON.stringify(facts)) as Facts));
    if (before !== after && differ.length < 2) differ.push([n, before, after]);
  }
  return { name, count, sameHash: kept.hash === compiled.hash, differ };
}

// oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread's port, not a window
parentPort!.postMessage(await replay(workerData as ReplayTask));
