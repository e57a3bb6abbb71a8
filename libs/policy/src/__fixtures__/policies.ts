import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import type { Result } from '#lib/kernel';
import {
  catalog,
  faultText,
  readCases,
  readPolicy,
  type CaseFile,
  type PolicyFault,
  type CompiledPolicy,
  type FactDefinition,
  type Facts,
  type FactState,
  type FactValue,
  type Policy,
} from '../index.ts';

const RULES = join(import.meta.dirname, '../../../../rules');
export const shippedText = (): string => readFileSync(join(RULES, 'sourcing.json'), 'utf8');
export const shippedCasesText = (): string => readFileSync(join(RULES, 'sourcing.cases.json'), 'utf8');

/** The shipped policies, by file name. */
export const shippedNames = (): string[] =>
  readdirSync(RULES).flatMap((file) => (file.endsWith('.cases.json') ? [] : [file.replace('.json', '')]));
const sound = <T>(read: Result<T, readonly PolicyFault[]>): T => {
  if (read.ok) return read.value;
  throw new Error(read.error.map(faultText).join('\n'));
};
/** A shipped policy. @throws Error with every fault in it */
export const shippedPolicy = (name: string): Policy => sound(readPolicy(readFileSync(join(RULES, `${name}.json`), 'utf8')));
/** Its cases. @throws Error with every fault in them */
export const shippedCases = (policy: Policy): CaseFile =>
  sound(readCases(readFileSync(join(RULES, `${policy.name}.cases.json`), 'utf8'), policy));

export const AT = '2025-10-06T14:00:00.000Z';
export const known = (value: FactValue): FactState => ({ state: 'known', value, source: 'test', at: AT });
export const unknown = (reason = 'No answer.'): FactState => ({ state: 'unknown', reason, source: 'test', at: AT });

/** A small policy around some rules. */
export const policyOf = (
  rules: Partial<Policy<'sourcing'>['rules'][number]>[],
  more: Partial<Policy<'sourcing'>> = {},
): Policy<'sourcing'> => ({
  name: 'small',
  decides: 'sourcing',
  hitPolicy: 'first',
  currency: 'USD',
  lists: {},
  rules: rules.map((rule, index) => ({
    id: `rule-${index + 1}`,
    description: `Rule ${index + 1}`,
    priority: 1000 - index,
    conditions: { all: [{ fact: 'patron-blocked', operator: 'equal', value: true }] },
    whenUnknown: 'skip',
    event: { type: 'staff', params: {} },
    reason: 'Because.',
    ...rule,
  })),
  otherwise: { event: { type: 'staff', params: {} }, reason: 'Nothing applies.' },
  ...more,
});

/** Values near the thresholds that policies use, so that both sides of each are met. */
const NUMBERS = fc.constantFrom(0, 1, 2, 3, 4, 5, 6, 7, 8, 30, 31);
const MONEY = fc.constantFrom(0, 2400, 3500, 3501, 4500, 6000, 6001, 7500, 7501, 8999, 9000, 10000, 15000, 50000);

function valueOf(fact: FactDefinition): fc.Arbitrary<FactValue> {
  const values: Record<FactDefinition['type'], () => fc.Arbitrary<FactValue>> = {
    number: () => NUMBERS,
    money: () => fc.tuple(MONEY, fc.constantFrom('USD', 'USD', 'USD', 'EUR')).map(([minor, currency]) => ({ minor, currency })),
    text: () => fc.constantFrom('faculty', 'student'),
    choice: () => fc.constantFrom(...fact.choices!),
    date: () => fc.constantFrom('2025-10-06', '2025-10-07'),
    list: () => fc.subarray(['juvenile', 'science', 'law', 'BIO 101'], { minLength: 1 }),
    'yes/no': () => fc.boolean(),
  };
  const value = values[fact.type]();
  return fact.none ? fc.oneof({ weight: 2, arbitrary: value }, { weight: 1, arbitrary: fc.constant(null) }) : value;
}

/** Facts for all that a policy looks at; of `open` states as well: unknown, missing. */
export function factsFor(compiled: CompiledPolicy<'sourcing'>, open: readonly ('unknown' | 'missing')[]): fc.Arbitrary<Facts> {
  const entries = compiled.uses.map(({ key, name }) => {
    const fact = catalog.get(name)!;
    const states: fc.WeightedArbitrary<FactState>[] = [{ weight: 6, arbitrary: valueOf(fact).map(known) }];
    if (open.includes('unknown')) states.push({ weight: 1, arbitrary: fc.constant(unknown()) });
    if (open.includes('missing'))
      states.push({ weight: 1, arbitrary: fc.constant<FactState>({ state: 'missing', lookups: fact.from }) });
    return [key, fc.oneof(...states)] as const;
  });
  return fc.record(Object.fromEntries(entries));
}

/** Facts in which everything open has been found out, one way or another. */
export const completion = (
  compiled: CompiledPolicy<'sourcing'>,
  facts: Facts,
  which: 'missing' | 'unknown',
): fc.Arbitrary<Facts> =>
  factsFor(compiled, []).map((full) =>
    Object.fromEntries(Object.entries(facts).map(([key, state]) => [key, state.state === which ? full[key]! : state])),
  );

const COMPARABLE: readonly {
  fact: string;
  operators: readonly string[];
  values: readonly (string | number | boolean | null)[];
}[] = [
  { fact: 'patron-blocked', operators: ['equal', 'notEqual', 'known'], values: [true, false] },
  {
    fact: 'publication-age',
    operators: ['lessThan', 'lessThanInclusive', 'greaterThan', 'greaterThanInclusive'],
    values: [1, 3, 5],
  },
  { fact: 'publication-age', operators: ['equal', 'notEqual'], values: [3, null] },
  { fact: 'print-price', operators: ['lessThanInclusive', 'greaterThan'], values: [35, 60, 100] },
  { fact: 'item-kind', operators: ['equal', 'notEqual'], values: ['book', 'article', 'av'] },
  { fact: 'genres', operators: ['contains', 'doesNotContain'], values: ['juvenile', 'law'] },
];
type Condition = Policy<'sourcing'>['rules'][number]['conditions'];

/** Conditions of any shape, with negations anywhere. */
export const anyCondition: fc.Arbitrary<Condition> = fc.letrec<{ node: Condition; leaf: Condition }>((tie) => ({
  leaf: fc
    .constantFrom(...COMPARABLE)
    .chain(({ fact, operators, values }) =>
      fc.record({ fact: fc.constant(fact), operator: fc.constantFrom(...operators), value: fc.constantFrom(...values) }),
    ) as unknown as fc.Arbitrary<Condition>,
  node: fc.oneof(
    { depthSize: 'small' },
    fc.record({ all: fc.array(fc.oneof(tie('leaf'), tie('node')), { minLength: 1, maxLength: 3 }) }),
    fc.record({ any: fc.array(fc.oneof(tie('leaf'), tie('node')), { minLength: 1, maxLength: 3 }) }),
    fc.record({ not: fc.oneof(tie('leaf'), tie('node')) }),
  ),
})).node;

/** A seeded stream of facts for all that a policy looks at, known, unknown and missing: as factsFor, and a hundred times as fast. */
export function factDraws(compiled: CompiledPolicy, seed: number): () => Facts {
  let state = seed;
  // Mulberry32, by Tommy Ettinger, public domain: 32 bits of state, enough to draw cases
  const random = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)]!;
  const cents = [0, 2400, 3500, 3501, 4500, 6000, 6001, 7500, 7501, 8999, 9000, 10_000, 15_000, 50_000];
  const values: Record<FactDefinition['type'], (fact: FactDefinition) => FactValue> = {
    number: () => pick([0, 1, 2, 3, 4, 5, 6, 7, 8, 10, 24, 25, 30, 31, 59, 60]),
    money: () => ({ minor: pick(cents), currency: random() < 0.8 ? 'USD' : 'EUR' }),
    text: () => pick(['faculty', 'student', 'public']),
    choice: (fact) => pick(fact.choices!),
    date: () => pick(['2025-10-06', '2025-10-07']),
    list: () => [pick(['juvenile', 'science', 'law', 'BIO 101'])],
    'yes/no': () => random() < 0.3,
  };
  const one = ({ name }: { name: string }): FactState => {
    const fact = catalog.get(name)!;
    const luck = random();
    if (luck < 0.02) return { state: 'missing', lookups: fact.from };
    if (luck < 0.08) return unknown();
    return known(fact.none && random() < 0.3 ? null : values[fact.type](fact));
  };
  return () => Object.fromEntries(compiled.uses.map((use) => [use.key, one(use)]));
}
