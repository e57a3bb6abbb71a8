import type { Facts } from '../catalog/value.ts';
import type { CompiledPolicy } from '../evaluate/compile.ts';
import type { Decided } from '../evaluate/evaluate.ts';
import type { LeafTrace, RuleTrace } from '../evaluate/trace.ts';
import type { PolicyKind } from '../kinds/index.ts';
import type { Rule } from '../policy/schema.ts';
import { grounds, toBreak, toFulfill } from './nearest.ts';
import { holdsTrue } from './suppose.ts';
import { seenText, statement, supposition } from './words.ts';

/** Why it was decided so, in sentences. */
export interface Explanation {
  /** What decided. */
  readonly decision: string;
  /** On which facts, from where and when. */
  readonly because: readonly string[];
  /** What was added on the way. */
  readonly added: readonly string[];
  /** What nearly decided, and what would have had to differ. */
  readonly runnersUp: readonly { readonly rule: string; readonly text: string }[];
  /** What could not be checked. */
  readonly unknown: readonly string[];
}

/** `2025-10-06 13:00 UTC`. */
const utc = (at: string): string => `${at.slice(0, 10)} ${at.slice(11, 16)} UTC`;
const title = (rule: Pick<Rule, 'id' | 'number' | 'description'>): string =>
  `${rule.number ? `Rule ${rule.number}` : `Rule "${rule.id}"`} (${rule.description})`;
const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
const join = (parts: readonly string[]): string => parts.join(', and ');
const RUNNERS_UP = 2;

function ground(leaf: LeafTrace, facts: Facts, currency: string, time: (at: string) => string): string {
  const state = facts[leaf.fact];
  const from = state && state.state !== 'missing' ? ` (${state.source}, ${time(state.at)})` : '';
  const said = statement(leaf, currency);
  // a yes/no statement, and one of equality, say the value themselves
  if (typeof leaf.saw === 'boolean' || leaf.operator === 'equal') return `${capital(said)}${from}.`;
  return `${capital(said)}: ${seenText(leaf.saw, leaf.fact)}${from}.`;
}

/**
 * Explains a decision: what decided, on which facts, what nearly decided, and for the first two of those what would have had to
 * differ. `time` writes moments as the reader wants them.
 */
export function explain(
  compiled: CompiledPolicy,
  facts: Facts,
  decided: Decided<PolicyKind>,
  time: (at: string) => string = utc,
): Explanation {
  const { currency } = compiled.policy;
  const rules = new Map(compiled.rules.map(({ rule }) => [rule.id, rule]));
  const deciding = decided.trace.find((one) => one.outcome === 'decided');
  const added = decided.trace.filter((one) => one.outcome === 'added');
  return {
    decision: decisionText(decided),
    because: deciding ? grounds(deciding.conditions).map((leaf) => ground(leaf, facts, currency, time)) : [],
    added: added.map((one) => {
      const why = grounds(one.conditions).map((leaf) => ground(leaf, facts, currency, time));
      return `${title(rules.get(one.id)!)}: ${decided.added.find((entry) => entry.id === one.id)!.reason} ${why.join(' ')}`;
    }),
    runnersUp: runnersUp(decided, rules, compiled, facts),
    unknown: decided.trace
      .filter((one) => one.outcome === 'skipped-unknown' || one.outcome === 'asked-unknown')
      .map((one) => {
        if (one.failed) return `${title(rules.get(one.id)!)} could not be checked, for it failed: ${one.failed}.`;
        const open = toFulfill(one.conditions).leaves.filter((leaf) => leaf.truth === 'unknown');
        const why = open.map((leaf) => `${statement(leaf, currency)} (${seenText(leaf.saw, leaf.fact)})`);
        return `${title(rules.get(one.id)!)} could not be checked: ${join(why)}.`;
      }),
  };
}

function decisionText({ by, rule, reason }: Decided<PolicyKind>): string {
  if (by === 'rule') return `${title(rule!)} decided: ${reason}`;
  return by === 'unknown' ? reason : `No rule applied: ${reason}`;
}

interface Candidate {
  readonly trace: RuleTrace;
  readonly cost: number;
  readonly distance: number;
  readonly differ: readonly string[];
  /** Whether it would indeed have decided then: tried out, not only told. */
  readonly holds: () => boolean;
}

function runnersUp(
  decided: Decided<PolicyKind>,
  rules: ReadonlyMap<string, Rule>,
  compiled: CompiledPolicy,
  facts: Facts,
): Explanation['runnersUp'] {
  const { currency } = compiled.policy;
  const at = decided.trace.findIndex((one) => one.outcome === 'decided');
  const winner = decided.trace[at];
  const behind = decided.trace.findIndex(
    (one) => one.outcome === 'after' && one.truth === 'true' && rules.get(one.id)!.event.type !== 'add',
  );
  const candidates = decided.trace.flatMap((trace, index): Candidate[] => {
    const rule = rules.get(trace.id)!;
    // another rule of the same number that leads to the same is no other way to decide
    if (rule.event.type === 'add' || trace.outcome === 'decided') return [];
    if (trace.outcome === 'barred' && trace.truth === 'true')
      return [
        {
          trace,
          cost: 1,
          distance: Math.abs(at - index),
          differ: [`rule ${rules.get(trace.barredBy!)!.number ?? trace.barredBy} did not forbid it`],
          holds: () => true,
        },
      ];
    if (index === behind && winner) {
      const change = toBreak(winner.conditions, grounds(trace.conditions));
      return [
        {
          trace,
          cost: change.cost,
          distance: index - at,
          differ: change.leaves.map((leaf) => supposition(leaf, currency, true)),
          holds: () => holdsTrue(compiled, facts, trace.id, change.leaves, true),
        },
      ];
    }
    if (trace.outcome !== 'not-met' && trace.outcome !== 'skipped-unknown') return [];
    const change = toFulfill(trace.conditions);
    return [
      {
        trace,
        cost: change.cost,
        distance: at < 0 ? 0 : at - index,
        differ: change.leaves.map((leaf) => supposition(leaf, currency)),
        holds: () => holdsTrue(compiled, facts, trace.id, change.leaves, false),
      },
    ];
  });
  return firstThat(
    candidates.toSorted((a, b) => a.cost - b.cost || a.distance - b.distance),
    RUNNERS_UP,
  ).map(({ trace, differ }) => ({
    rule: trace.id,
    text: `${title(rules.get(trace.id)!)} would have decided if ${join(differ)}.`,
  }));
}

/** The first so many that hold; the rest are not tried. */
function firstThat(candidates: readonly Candidate[], count: number): Candidate[] {
  const found: Candidate[] = [];
  for (const one of candidates) {
    if (found.length === count) break;
    if (one.holds()) found.push(one);
  }
  return found;
}

/** The whole explanation as lines of text: for the command line, Excel and e-mail. */
export const explanationLines = (explanation: Explanation): string[] => [
  explanation.decision,
  ...explanation.because,
  ...explanation.added,
  ...explanation.runnersUp.map((one) => one.text),
  ...explanation.unknown,
];
