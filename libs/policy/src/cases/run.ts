import { canonicalJson } from '../catalog/canonical.ts';
import { leaves, type CompiledPolicy } from '../evaluate/compile.ts';
import { evaluate, type Evaluation } from '../evaluate/evaluate.ts';
import { traceLeaves } from '../evaluate/trace.ts';
import { toFulfill } from '../explain/nearest.ts';
import { caseFacts } from './read.ts';
import type { Case, CaseFile } from './schema.ts';

export interface CaseResult {
  readonly name: string;
  readonly passed: boolean;
  /** What differs, in words; empty where it passed. */
  readonly differences: readonly string[];
  readonly evaluation: Evaluation;
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

const decidedBy = (evaluation: Evaluation): string => {
  if (evaluation.kind === 'needs') return 'needs';
  return evaluation.by === 'rule' ? evaluation.rule!.id : evaluation.by;
};

function compare(one: Case, evaluation: Evaluation): string[] {
  const { rule, route, params, added, lookups } = one.outcome;
  const found: string[] = [];
  const check = (what: string, wanted: unknown, got: unknown): void => {
    if (wanted !== undefined && canonicalJson(wanted) !== canonicalJson(got))
      found.push(`${what} should be ${JSON.stringify(wanted)} and is ${JSON.stringify(got)}`);
  };
  check('the rule', rule, decidedBy(evaluation));
  if (evaluation.kind === 'needs') {
    check('the look-ups', lookups, evaluation.lookups);
    return found;
  }
  check('the route', route, evaluation.event.type);
  check(
    'what is added',
    added ?? [],
    evaluation.added.map((entry) => entry.id),
  );
  const got = (evaluation.event.params ?? {}) as Record<string, unknown>;
  for (const [key, wanted] of Object.entries(params ?? {})) check(`"${key}"`, wanted, got[key]);
  return found;
}

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
    const evaluation = await evaluate(compiled, caseFacts(file, one, compiled.policy.currency));
    const differences = compare(one, evaluation);
    results.push({ name: one.name, passed: differences.length === 0, differences, evaluation });
    for (const trace of evaluation.trace) {
      if (trace.outcome === 'after') continue;
      if (trace.outcome === 'decided' || trace.outcome === 'added') rules.get(trace.id)!.fired.push(one.name);
      else if (trace.outcome === 'not-met' && toFulfill(trace.conditions).leaves.length === 1)
        rules.get(trace.id)!.nearMisses.push(one.name);
      for (const leaf of traceLeaves(trace.conditions)) {
        const covered = comparisons.get(`${trace.id} ${leaf.path}`)!;
        covered.sawTrue ||= leaf.truth === 'true';
        covered.sawFalse ||= leaf.truth === 'false';
      }
    }
  }
  return { results, coverage: { rules: [...rules.values()], comparisons: [...comparisons.values()] } };
}
