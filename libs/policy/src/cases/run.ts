import { canonicalJson } from '../catalog/canonical.ts';
import { leaves, type CompiledPolicy } from '../evaluate/compile.ts';
import { traceLeaves, type RuleOutcome } from '../evaluate/trace.ts';
import { toFulfill } from '../explain/nearest.ts';
import { decideCase, outcomeOfCase, tracesOf, type Came } from './outcome.ts';
import type { Case, CaseFile } from './schema.ts';

export interface CaseResult {
  readonly name: string;
  readonly passed: boolean;
  /** What differs, in words; empty where it passed. */
  readonly differences: readonly string[];
  readonly came: Came;
}
export interface CoveredComparison {
  readonly rule: string;
  readonly path: string;
  sawTrue: boolean;
  sawFalse: boolean;
}
export interface Coverage {
  /** Per rule: the cases in which it applied, and those in which one comparison kept it from applying. */
  readonly rules: readonly { readonly id: string; readonly fired: readonly string[]; readonly nearMisses: readonly string[] }[];
  /** Per comparison: whether any case saw it true, and any false. */
  readonly comparisons: readonly CoveredComparison[];
}
export interface CaseRun {
  readonly results: readonly CaseResult[];
  readonly coverage: Coverage;
}

const WORDS: Readonly<Record<string, string>> = {
  rule: 'the rule',
  event: 'the event',
  added: 'what is added',
  lookups: 'the look-ups',
  rules: 'the rules that apply',
  asks: 'what is asked of a person',
  order: 'the order',
  excluded: 'what is left out',
};
/** What a case leaves unsaid and must be so all the same. */
const UNSAID: Readonly<Record<string, unknown>> = { added: [], asks: [], excluded: [] };

/** How what came differs from what a case expects; of params and points, those that it names. */
function compare({ outcome }: Case, came: Came): string[] {
  const found: string[] = [];
  const check = (what: string, wanted: unknown, got: unknown): void => {
    if (wanted !== undefined && canonicalJson(wanted) !== canonicalJson(got))
      found.push(`${what} should be ${JSON.stringify(wanted)} and is ${JSON.stringify(got) ?? 'nothing'}`);
  };
  const got = outcomeOfCase(came) as Record<string, unknown>;
  if (came.kind === 'needs') {
    // whatever the policy's way to an answer, `needs` stands where the answer would
    const [answer] = [
      ('rule' in outcome && outcome.rule) || ('rules' in outcome && outcome.rules[0]) || ('order' in outcome && outcome.order[0]),
    ];
    check('the outcome', answer, 'needs');
    check(WORDS['lookups']!, outcome.lookups, got['lookups']);
    return found;
  }
  for (const key of Object.keys(WORDS))
    if (key in got) check(WORDS[key]!, (outcome as Record<string, unknown>)[key] ?? UNSAID[key], got[key]);
  for (const key of ['params', 'points'])
    for (const [name, wanted] of Object.entries(((outcome as Record<string, unknown>)[key] ?? {}) as Record<string, unknown>)) {
      const of = ((got[key] as Record<string, unknown> | undefined) ?? {})[name];
      if ('rules' in outcome)
        for (const [param, value] of Object.entries(wanted as Record<string, unknown>))
          check(`"${param}" of "${name}"`, value, (of as Record<string, unknown> | undefined)?.[param]);
      else check(`"${name}"`, wanted, of);
    }
  return found;
}

const FIRED: readonly RuleOutcome[] = ['decided', 'added', 'applied'];

/** Runs the cases of a policy and says what they cover. */
export async function runCases(compiled: CompiledPolicy, file: CaseFile): Promise<CaseRun> {
  const results: CaseResult[] = [];
  const rules = new Map(
    compiled.rules.map(({ rule }) => [rule.id, { id: rule.id, fired: [] as string[], nearMisses: [] as string[] }]),
  );
  const comparisons = new Map<string, CoveredComparison>();
  for (const { rule, node } of compiled.rules)
    for (const { path } of leaves(node))
      comparisons.set(`${rule.id} ${path}`, { rule: rule.id, path, sawTrue: false, sawFalse: false });
  for (const one of file.cases) {
    const came = await decideCase(compiled, file, one);
    const differences = compare(one, came);
    results.push({ name: one.name, passed: differences.length === 0, differences, came });
    for (const trace of tracesOf(came).flat()) {
      if (trace.outcome === 'after') continue;
      const { fired, nearMisses } = rules.get(trace.id)!;
      if (FIRED.includes(trace.outcome)) fired.push(one.name);
      else if (trace.outcome === 'not-met' && toFulfill(trace.conditions).leaves.length === 1) nearMisses.push(one.name);
      for (const leaf of traceLeaves(trace.conditions)) {
        const covered = comparisons.get(`${trace.id} ${leaf.path}`)!;
        covered.sawTrue ||= leaf.truth === 'true';
        covered.sawFalse ||= leaf.truth === 'false';
      }
    }
  }
  return { results, coverage: { rules: [...rules.values()], comparisons: [...comparisons.values()] } };
}
