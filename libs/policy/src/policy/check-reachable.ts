import { canonicalJson, factKey } from '../catalog/canonical.ts';
import type { Faults } from './fault.ts';
import type { Path } from './json-text.ts';
import type { Comparison, Condition, Policy } from './schema.ts';

/** Comparisons that all must hold, as far as they can be told apart without asking: those directly within `all`. */
function together(condition: Condition, path: Path): { comparison: Comparison; path: Path }[] {
  if ('all' in condition) return condition.all.flatMap((one, index) => together(one, [...path, 'all', index]));
  return 'fact' in condition ? [{ comparison: condition, path }] : [];
}

/** What a fact may still be, by the comparisons read so far. */
interface Room {
  above: number;
  below: number;
  /** Whether the bounds themselves are left out. */
  openAbove: boolean;
  openBelow: boolean;
  only?: readonly unknown[];
}

/** Narrows the room by one comparison with a literal; false where nothing is left. */
function narrow(room: Room, { operator, value }: Comparison): boolean {
  if (typeof value === 'number') {
    if (operator === 'lessThan' && value <= room.below) Object.assign(room, { below: value, openBelow: true });
    else if (operator === 'lessThanInclusive' && value < room.below) Object.assign(room, { below: value, openBelow: false });
    else if (operator === 'greaterThan' && value >= room.above) Object.assign(room, { above: value, openAbove: true });
    else if (operator === 'greaterThanInclusive' && value > room.above) Object.assign(room, { above: value, openAbove: false });
  }
  const named = operator === 'equal' ? [value] : operator === 'in' && Array.isArray(value) ? value : undefined;
  if (named) room.only = room.only ? room.only.filter((one) => named.includes(one as never)) : named;
  const inBounds = (one: unknown): boolean =>
    typeof one !== 'number' ||
    ((room.openAbove ? one > room.above : one >= room.above) && (room.openBelow ? one < room.below : one <= room.below));
  if (room.only) return room.only.some(inBounds);
  return room.above < room.below || (room.above === room.below && !room.openAbove && !room.openBelow);
}

/** Conditions that contradict each other, and rules that an earlier one leaves nothing to decide. */
export function checkReachable(policy: Policy, faults: Faults): void {
  policy.rules.forEach((rule, index) => {
    const rooms = new Map<string, Room>();
    for (const { comparison, path } of together(rule.conditions, ['rules', index, 'conditions'])) {
      if (typeof comparison.value === 'object' && comparison.value !== null && 'fact' in comparison.value) continue;
      const key = factKey(comparison.fact, comparison.params);
      const room = rooms.get(key) ?? { above: -Infinity, below: Infinity, openAbove: false, openBelow: false };
      rooms.set(key, room);
      if (narrow(room, comparison)) continue;
      faults.add(
        path,
        `This contradicts what the rule asks of "${comparison.fact}" before: it would never apply.`,
        'Correct one of the two.',
      );
      break;
    }
  });
  if (policy.hitPolicy !== 'first') return;
  const seen = new Map<string, string>();
  const order = policy.rules.map((rule, index) => ({ rule, index })).toSorted((a, b) => b.rule.priority - a.rule.priority);
  for (const { rule, index } of order) {
    const key = canonicalJson(rule.conditions);
    const first = seen.get(key);
    if (first)
      faults.add(
        ['rules', index, 'conditions'],
        `"${first}" comes first and has the same conditions: this rule would never decide.`,
        'Change the conditions, or leave the rule out.',
      );
    else if (rule.event.type !== 'add') seen.set(key, rule.id);
  }
}
