import {
  compilePolicy,
  faultText,
  readCases,
  readPolicy,
  runCases,
  type CaseResult,
  type CompiledPolicy,
  type PolicyFault,
} from '#lib/policy';
import type { CheckedContent, PolicyContent } from '../../domain/policy/state.ts';

/** What the checker found in a policy and its cases, in full. */
export interface Checkup {
  readonly hash?: string;
  readonly kind?: string;
  readonly name?: string;
  readonly faults: readonly PolicyFault[];
  readonly caseFaults: readonly PolicyFault[];
  readonly results: readonly CaseResult[];
  /** Where the text has no errors. */
  readonly compiled?: CompiledPolicy;
}

/** Checks a policy, then its cases, then runs them. Pure: it looks nothing up. */
export async function checkContent({ text, cases }: Pick<PolicyContent, 'text' | 'cases'>): Promise<Checkup> {
  const read = readPolicy(text);
  if (!read.ok) return { faults: read.error, caseFaults: [], results: [] };
  const compiled = await compilePolicy(read.value);
  const known = { compiled, hash: compiled.hash, kind: compiled.policy.decides, name: compiled.policy.name, faults: [] };
  if (!cases.trim()) return { ...known, caseFaults: [], results: [] };
  const file = readCases(cases, read.value);
  if (!file.ok) return { ...known, caseFaults: file.error, results: [] };
  const { results } = await runCases(compiled, file.value);
  return { ...known, caseFaults: [], results };
}

/** The same, as much as the domain has to know. */
export const summary = ({ hash, faults, caseFaults, results }: Checkup): CheckedContent => ({
  ...(hash !== undefined && { hash }),
  faults: [...faults.map(faultText), ...caseFaults.map((fault) => `in the cases, ${faultText(fault)}`)],
  cases: results.length,
  failing: results.filter((one) => !one.passed).map((one) => `“${one.name}”: ${one.differences.join('; ')}`),
});

/** Content with the hash that stands for it, where it is a sound policy. */
export async function hashed({ text, cases }: Pick<PolicyContent, 'text' | 'cases'>): Promise<PolicyContent> {
  const read = readPolicy(text);
  if (!read.ok) return { text, cases };
  return { text, cases, hash: (await compilePolicy(read.value)).hash, rules: read.value.rules.length };
}
