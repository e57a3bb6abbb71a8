import { minorDigits } from '#lib/kernel';
import { catalog } from '../catalog/catalog.ts';
import type { FactDefinition } from '../catalog/define.ts';
import type { Facts, FactValue } from '../catalog/value.ts';
import type { CompiledPolicy } from '../evaluate/compile.ts';
import { wouldDecide } from '../evaluate/plain.ts';
import { wholeUnits } from '../evaluate/run.ts';
import type { LeafTrace } from '../evaluate/trace.ts';

/** The operator that holds where another does not. */
const DENIED: Readonly<Record<string, string>> = {
  equal: 'notEqual',
  notEqual: 'equal',
  in: 'notIn',
  notIn: 'in',
  contains: 'doesNotContain',
  doesNotContain: 'contains',
  lessThan: 'greaterThanInclusive',
  lessThanInclusive: 'greaterThan',
  greaterThan: 'lessThanInclusive',
  greaterThanInclusive: 'lessThan',
};

/** Some value of the fact's type other than these. */
function otherThan(fact: FactDefinition, not: readonly unknown[]): FactValue | undefined {
  const some: Record<FactDefinition['type'], readonly FactValue[]> = {
    number: [1, 2, 3],
    money: [1, 2, 3],
    text: ['something', 'something else'],
    choice: fact.choices ?? [],
    date: ['2025-10-06', '2025-10-07'],
    list: [['something'], ['something else']],
    'yes/no': [true, false],
  };
  return some[fact.type].find((one) => !not.includes(one));
}

/** The nearest value with which the comparison holds, in whole units where it is an amount; undefined where none can be told. */
function valueFor(fact: FactDefinition, operator: string, target: unknown, saw: unknown, step: number): FactValue | undefined {
  const list = Array.isArray(saw) ? (saw as string[]) : [];
  const number = target as number;
  switch (operator) {
    case 'equal':
      return target as FactValue;
    case 'notEqual':
      return otherThan(fact, [target]);
    case 'in':
      return (target as FactValue[])[0];
    case 'notIn':
      return otherThan(fact, target as unknown[]);
    case 'lessThan':
      return fact.type === 'date' ? undefined : number - step;
    case 'greaterThan':
      return fact.type === 'date' ? undefined : number + step;
    case 'lessThanInclusive':
    case 'greaterThanInclusive':
      return target as FactValue;
    case 'contains':
      return [...list, target as string];
    case 'doesNotContain':
      return list.filter((one) => one !== target);
    case 'someFact:in':
    case 'everyFact:in':
      return [(target as string[])[0]!];
    default:
      return undefined;
  }
}

/** The facts as they would have to be for these comparisons to come out otherwise; undefined where that cannot be told. */
export function supposed(
  compiled: CompiledPolicy,
  facts: Facts,
  leaves: readonly LeafTrace[],
  denied: boolean,
): Facts | undefined {
  const { currency } = compiled.policy;
  const minor = 10 ** minorDigits(currency);
  const changed: Record<string, Facts[string]> = { ...facts };
  for (const leaf of leaves) {
    const fact = catalog.get(leaf.fact.split('(')[0]!)!;
    const negated = leaf.operator.startsWith('not:');
    const plain = negated ? leaf.operator.slice('not:'.length) : leaf.operator;
    const operator = negated === denied ? plain : DENIED[plain];
    const other = (leaf.value as { fact?: string } | null)?.fact;
    const beside = other === undefined ? undefined : changed[other];
    if (!operator || (other !== undefined && beside?.state !== 'known')) return undefined;
    const target = beside?.state === 'known' ? wholeUnits(beside.value, currency) : leaf.value;
    // nothing is at most "none"
    if (target === null && operator !== 'equal' && operator !== 'notEqual') return undefined;
    const step = fact.type === 'money' ? 1 / minor : 1;
    const value = valueFor(fact, operator, target, leaf.saw, step);
    if (value === undefined) return undefined;
    const whole = fact.type === 'money' && typeof value === 'number' ? { minor: Math.round(value * minor), currency } : value;
    changed[leaf.fact] = { state: 'known', value: whole, source: 'supposed', at: new Date(0).toISOString() };
  }
  return changed;
}

/** Whether the rule would indeed have decided, had these comparisons come out otherwise. */
export function holdsTrue(
  compiled: CompiledPolicy,
  facts: Facts,
  rule: string,
  leaves: readonly LeafTrace[],
  denied: boolean,
): boolean {
  const changed = supposed(compiled, facts, leaves, denied);
  return changed !== undefined && wouldDecide(compiled, changed) === rule;
}
