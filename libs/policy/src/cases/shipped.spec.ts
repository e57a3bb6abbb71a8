import { shippedCases, shippedNames, shippedPolicy } from '../__fixtures__/policies.ts';
import {
  compilePolicy,
  decideCase,
  faultText,
  outcomeText,
  readCases,
  runCases,
  type CaseFile,
  type CaseRun,
  type CompiledPolicy,
  type Policy,
} from '../index.ts';

type Path = (string | number)[];

/** Every number of a policy that decides something: in conditions, in what follows from them, in its lists; not its priorities. */
function numbers(policy: Policy): Path[] {
  const found: Path[] = [];
  const walk = (value: unknown, path: Path): void => {
    if (typeof value === 'number') found.push(path);
    else if (Array.isArray(value)) value.forEach((one, index) => walk(one, [...path, index]));
    else if (typeof value === 'object' && value !== null)
      for (const [key, one] of Object.entries(value)) walk(one, [...path, key]);
  };
  policy.rules.forEach((rule, index) => {
    walk(rule.conditions, ['rules', index, 'conditions']);
    walk(rule.event, ['rules', index, 'event']);
  });
  walk(policy.lists, ['lists']);
  walk(policy.otherwise?.event, ['otherwise', 'event']);
  walk(policy.take, ['take']);
  return found;
}

function changed(policy: Policy, path: Path, by: number): Policy {
  const copy = structuredClone(policy);
  const holder = path
    .slice(0, -1)
    .reduce<Record<string | number, unknown>>((at, step) => at[step] as Record<string | number, unknown>, copy as never);
  const last = path.at(-1)!;
  holder[last] = (holder[last] as number) + by;
  return copy;
}

describe.each(shippedNames())('the shipped policy %s', (name) => {
  let policy: Policy;
  let compiled: CompiledPolicy;
  let file: CaseFile;
  let run: CaseRun;
  beforeAll(async () => {
    policy = shippedPolicy(name);
    compiled = await compilePolicy(policy);
    file = shippedCases(policy);
    run = await runCases(compiled, file);
  });

  it('decides every case as it says', () => {
    expect(run.results.filter((one) => !one.passed).map((one) => [one.name, ...one.differences])).toEqual([]);
  });

  it('has for every rule a case in which it applies and one in which a single comparison keeps it from applying', () => {
    expect(run.coverage.rules.filter((one) => !one.fired.length || !one.nearMisses.length)).toEqual([]);
  });

  it('has cases that see every comparison true and false', () => {
    expect(run.coverage.comparisons.filter((one) => !one.sawTrue || !one.sawFalse)).toEqual([]);
  });

  it('has a case that changes with any number in it, up or down', async () => {
    const before = new Map(run.results.map(({ name: one, came }) => [one, outcomeText(came)]));
    const unnoticed: string[] = [];
    for (const path of numbers(policy))
      for (const by of [1, -1]) {
        const mutant = await compilePolicy(changed(policy, path, by));
        const id = path[0] === 'rules' ? policy.rules[path[1] as number]!.id : undefined;
        const covered = run.coverage.rules.find((one) => one.id === id);
        // those in which the rule applied or nearly did; the rest are not needed to notice
        const telling = file.cases.filter(
          (one) => !covered || covered.fired.includes(one.name) || covered.nearMisses.includes(one.name),
        );
        let noticed = false;
        for (const one of telling) {
          noticed ||= outcomeText(await decideCase(mutant, file, one)) !== before.get(one.name);
          if (noticed) break;
        }
        if (!noticed) unnoticed.push(`${path.join('.')} by ${by}`);
      }
    expect(unnoticed).toEqual([]);
  }, 60_000);
});

describe('the shipped sourcing policy', () => {
  it('has a rule for each number of the policy in words, and none that Trillium cannot carry out', () => {
    const policy = shippedPolicy('sourcing') as Policy<'sourcing'>;
    const served = Array.from({ length: 25 }, (_, n) => n + 1);
    const notYet = policy.rules.filter((rule) => rule.event.type === 'staff' && rule.event.params.notYet);
    expect([...new Set(policy.rules.map((rule) => Number(rule.number)))].filter(Boolean).toSorted((a, b) => a - b)).toEqual(
      served,
    );
    expect(notYet.map((rule) => rule.number)).toEqual([]);
  });
  it('has 60 cases or more', () => {
    expect(shippedCases(shippedPolicy('sourcing')).cases.length).toBeGreaterThanOrEqual(60);
  });
});

describe('a file of cases', () => {
  const faults = (file: unknown): string[] => {
    const read = readCases(typeof file === 'string' ? file : JSON.stringify(file), shippedPolicy('sourcing'));
    return read.ok ? [] : read.error.map(faultText);
  };
  const one = (facts: object, outcome: object = { rule: 'otherwise' }) => ({
    policy: 'sourcing',
    cases: [{ name: 'A', facts, outcome }],
  });

  it('is checked against the catalog and the policy', () => {
    expect(faults(one({ 'patron-blokked': true }))).toEqual([expect.stringContaining('Did you mean "patron-blocked"?')]);
    expect(faults(one({ 'patron-blocked': 'yes' }))).toEqual([expect.stringContaining('"patron-blocked" is yes/no')]);
    expect(faults(one({ 'item-kind': 'bok' }))).toEqual([expect.stringContaining('Did you mean "book"?')]);
    expect(faults(one({ 'lender-balance': 3 }))).toEqual([expect.stringContaining('is not known where sourcing is decided')]);
    expect(faults(one({}, { rule: 'borow-free' }))).toEqual([expect.stringContaining('Did you mean "borrow-free"?')]);
    expect(faults({ ...one({}), policy: 'lending' })).toEqual([expect.stringContaining('cases of "lending"')]);
    expect(faults('{"policy": "sourcing",\n "cases": [}')).toEqual([expect.stringMatching(/^line 2.*no JSON/)]);
    expect(faults(one({ 'print-price': { unknown: 'No answer.' }, 'open-version': null }))).toEqual([]);
  });
});
