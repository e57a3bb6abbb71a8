import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { compilePolicy, readPolicy, type DecidingPolicies } from '#lib/policy';
import { projectRoot } from '#lib/service';
import { variant } from '#test/world';
import { loadPolicies } from '../../apps/sourcing/src/offline/index.ts';
import { type Sandbox, startSandbox } from '../../apps/cli/src/decide/sandbox.ts';
import { alike, type Comparison, play, type Staged, stage } from './play-variant.ts';

const SEEDS = Array.from({ length: 200 }, (_, index) => index + 1);

interface Rules {
  readonly decides: string;
  readonly rules: readonly { readonly id: string; readonly number?: string }[];
}
const textOf = (name: string): Rules => JSON.parse(readFileSync(join(projectRoot(), `rules/${name}.json`), 'utf8')) as Rules;
const live = textOf('sourcing');

/** The shipped policies with this one in the place of its kind. */
async function withPolicy(policies: DecidingPolicies, policy: Rules): Promise<DecidingPolicies> {
  const read = readPolicy(JSON.stringify(policy, undefined, 2));
  if (!read.ok) throw new Error(read.error.map(({ message }) => message).join(' '));
  return { ...policies, [policy.decides]: await compilePolicy(read.value) };
}
/** The policy with a value changed, wherever this rule compares with it. */
const changed = (id: string, from: number, to: number, policy = live): Rules => ({
  ...policy,
  rules: policy.rules.map((rule) =>
    rule.id === id
      ? (JSON.parse(JSON.stringify(rule), (key, value: unknown) =>
          key === 'value' && value === from ? to : value,
        ) as typeof rule)
      : rule,
  ),
});
const without = (id: string): Rules => ({ ...live, rules: live.rules.filter((rule) => rule.id !== id) });

describe('200 variants of the demo, decided by policy and adapters and foreseen by an oracle of its own', () => {
  let sandbox: Sandbox;
  let policy: DecidingPolicies;
  const staged: Staged[] = [];
  const all: Comparison[] = [];

  beforeAll(async () => {
    sandbox = await startSandbox();
    policy = await loadPolicies(join(projectRoot(), 'rules'));
    for (const seed of SEEDS) {
      const one = await stage(sandbox, policy, variant(seed));
      staged.push(one);
      all.push(...(await play(one, policy)));
    }
    // most of a minute of work on an idle machine
  }, 600_000);
  afterAll(() => sandbox.close());

  it('agree in rule, route, lenders, provider and price', () => {
    const differ = all.filter((one) => !alike(one));
    expect(differ.slice(0, 10)).toEqual([]);
    expect(all.length).toBeGreaterThan(SEEDS.length * 22);
  });

  it('reach every rule of the policy', () => {
    const hits = new Map<string, number>();
    for (const { decided } of all) for (const rule of [decided.rule, ...decided.also]) hits.set(rule, (hits.get(rule) ?? 0) + 1);
    const order = [...hits].toSorted(([a], [b]) => Number(a) - Number(b));
    process.stdout.write(
      `${all.length} decisions compared in ${SEEDS.length} variants; by rule: ${order.map(([rule, count]) => `${rule}: ${count}`).join(', ')}\n`,
    );
    const numbers = new Set(live.rules.flatMap(({ number }) => number ?? []));
    expect([...numbers].filter((number) => !hits.has(number))).toEqual([]);
    expect(all.some(({ decided, round }) => decided.rule === '25' && round > 0)).toBe(true);
  });

  it('are foreseen without the policy or what reads for it', () => {
    const imports = readFileSync(join(projectRoot(), 'test/scenario/oracle.ts'), 'utf8').match(/from '[^']+'/g) ?? [];
    expect(imports.join()).not.toMatch(/policy|sourcing|rules|citation/);
    expect(imports.length).toBeGreaterThan(0);
  });

  describe('see it when a rule says something else', () => {
    it.each<[string, () => Rules]>([
      ['rule 21 buys up to $20, not $100', () => changed('recent-book-buy', 100, 20)],
      ['rule 14 counts 4 copies, not 5', () => changed('sixth-copy', 5, 4, textOf('copyright'))],
      ['rule 15 pays $30, not $35', () => changed('rush-get-it-now', 35, 30)],
      ['rule 16 pays $40, not $45', () => changed('rush-reprints-desk', 45, 40)],
      ['rule 20 asks from $140, not $90', () => changed('cost-question', 90, 140)],
      ['rule 25 pays $30, not $75', () => changed('last-resort-buy', 75, 30)],
      ['rule 7 is gone', () => without('licensed')],
    ])('%s', async (_what, policyWith) => {
      const other = await withPolicy(policy, policyWith());
      let differ = 0;
      for (const one of staged) {
        // what was not looked up before is asked now: of its own world
        sandbox.show(one.variant.data, one.variant.start);
        differ += (await play(one, policy, other)).filter((comparison) => !alike(comparison)).length;
        if (differ) break;
      }
      expect(differ).toBeGreaterThan(0);
    });
  });
});
