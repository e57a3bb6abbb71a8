import { formatMoney, minorDigits, money } from '#lib/kernel';
import { catalog } from '../catalog/catalog.ts';
import type { FactDefinition } from '../catalog/define.ts';
import { formatValue } from '../catalog/value.ts';
import type { LeafTrace, Seen } from '../evaluate/trace.ts';
import { OPERATORS } from '../policy/operators.ts';

/** The fact a key stands for. */
const factOf = (key: string): FactDefinition => catalog.get(key.split('(')[0]!)!;

/** A label that counts says its unit itself: `the number of free lenders left`. */
const counts = (fact: FactDefinition): boolean => fact.label.startsWith('the number of');

function literalText(value: unknown, fact: FactDefinition, currency: string): string {
  if (Array.isArray(value)) {
    const words = value.map((one) => literalText(one, fact, currency));
    return words.length > 1 ? `${words.slice(0, -1).join(', ')} or ${words.at(-1)}` : (words[0] ?? '');
  }
  if (typeof value === 'number') {
    if (fact.type === 'money') return formatMoney(money(Math.round(value * 10 ** minorDigits(currency)), currency));
    return counts(fact) ? String(value) : formatValue(value, fact);
  }
  if (typeof value !== 'string') return String(value);
  return fact.type === 'list' || fact.type === 'text' ? `“${value}”` : formatValue(value, fact);
}

/** `is at most`, `is not above`: an operator as a sentence reads it; denied, the opposite. */
function verb(operator: string, denied: boolean): string {
  const negated = operator.startsWith('not:');
  const words = OPERATORS[negated ? operator.slice('not:'.length) : operator]!;
  return negated === denied ? words.says : words.denied;
}

/** The verb of a condition contrary to fact: `were at most`. */
const supposed = (says: string): string =>
  says
    .replace(/^(is|are)\b/, 'were')
    .replace(/^do not include/, 'did not include')
    .replace(/^include/, 'included');

/** A comparison as a statement; denied, what would have to hold for it to fail; as a supposition, contrary to fact. */
export function statement(leaf: LeafTrace, currency: string, { denied = false, suppose = false } = {}): string {
  const fact = factOf(leaf.fact);
  const says = verb(leaf.operator, denied);
  const mood = (words: string): string => (suppose ? supposed(words) : words);
  if (leaf.operator.endsWith('known')) {
    const known = (leaf.value === true) === (says === 'is known');
    return `${fact.type === 'yes/no' ? `whether ${fact.label}` : fact.label} ${mood(known ? 'is known' : 'is not known')}`;
  }
  if (fact.type === 'yes/no') return (leaf.value === true) === (says === 'is') ? fact.label : fact.denied!;
  const plural = fact.type === 'list' && says.startsWith('is') ? says.replace(/^is/, 'are') : says;
  if (leaf.value === null)
    return says === 'is' ? `${fact.label}: ${fact.none}` : `${fact.label} ${mood(fact.type === 'list' ? 'are' : 'is')} given`;
  const other = (leaf.value as { fact?: string }).fact;
  if (!other) return `${fact.label} ${mood(plural)} ${literalText(leaf.value, fact, currency)}`;
  return `${fact.label} ${mood(plural)} ${factOf(other).label} (${seenText(leaf.against, other)})`;
}

/** What was seen: `$24`, `not known: …`. */
export function seenText(seen: Seen | undefined, key: string): string {
  if (typeof seen === 'object' && seen !== null && 'unknown' in seen) return `not known: ${seen.unknown}`;
  if (seen === undefined || (typeof seen === 'object' && seen !== null && 'missing' in seen)) return 'not looked up';
  const fact = factOf(key);
  return typeof seen === 'number' && counts(fact) ? String(seen) : formatValue(seen, fact);
}

/** The same as a condition contrary to fact: `the price at Get It Now were at most $35 (it was $40)`. */
export function supposition(leaf: LeafTrace, currency: string, denied = false): string {
  const fact = factOf(leaf.fact);
  if (fact.type === 'yes/no' && !leaf.operator.endsWith('known'))
    return `it were so that ${statement(leaf, currency, { denied })}`;
  return `${statement(leaf, currency, { denied, suppose: true })} (it was ${seenText(leaf.saw, leaf.fact)})`;
}
