import { join } from 'node:path';
import { readFileSync } from 'node:fs';
import { unwrap } from '#lib/kernel';
import { compilePolicy, readPolicy, type CompiledPolicy } from '#lib/policy';
import { projectRoot } from '#lib/service';
import { variant } from '#test/world';
import { type Sandbox, startSandbox } from '../../apps/cli/src/decide/sandbox.ts';
import { alike, type Comparison, play, type Staged, stage } from './play-variant.ts';

const SEEDS = Array.from({ length: Number(process.env.SEEDS ?? 200) }, (_, index) => index + 1);
const RULES = readFileSync(join(projectRoot(), 'rules/sourcing.json'), 'utf8');

const policy = (text: string): Promise<CompiledPolicy> => {
  const read = readPolicy(text);
  if (!read.ok) throw new Error(read.error.map(({ message }) => message).join(' '));
  return compilePolicy(read.value);
};

describe('200 variants of the demo', () => {
  let sandbox: Sandbox;
  const staged: Staged[] = [];
  let all: Comparison[];

  beforeAll(async () => {
    sandbox = await startSandbox();
    const live = await policy(RULES);
    all = [];
    for (const seed of SEEDS) {
      const one = await stage(sandbox, live, variant(seed));
      staged.push(one);
      all.push(...(await play(one, live)));
    }
  }, 180_000);
  afterAll(() => sandbox.close());

  it('are decided as the oracle foresees', () => {
    const differ = all.filter((one) => !alike(one));
    const first = differ
      .slice(0, 40)
      .map(
        ({ seed, title, round, decided, foreseen }) =>
          `${seed}.${round} ${title.slice(0, 20)} ${JSON.stringify(decided)} ${JSON.stringify(foreseen)}`,
      );
    process.stdout.write(`${all.length} decisions, ${differ.length} differ\n`);
    const kinds = new Map<string, number>();
    for (const { title, decided, foreseen } of differ) {
      const k = `${title.slice(0, 20)}: ${decided.rule} ${decided.route} / ${foreseen.rule} ${foreseen.route}`;
      kinds.set(k, (kinds.get(k) ?? 0) + 1);
    }
    process.stdout.write([...kinds].map(([k, n]) => `${n} ${k}`).join('\n') + '\n');
    const hits = new Map<string, number>();
    for (const { decided } of all) for (const r of [decided.rule, ...decided.also]) hits.set(r, (hits.get(r) ?? 0) + 1);
    process.stdout.write(JSON.stringify(Object.fromEntries(hits)) + '\n');
    expect(first).toEqual([]);
  });
});
void unwrap;
