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
import { Remembered } from './remembered.ts';

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

type Read = { readonly faults: readonly PolicyFault[] } | { readonly compiled: CompiledPolicy };
type Text = Pick<PolicyContent, 'text' | 'cases'>;

/** So many of the last ones are remembered: an editor asks again and again for the same text, and saving, proposing and publishing do too. */
const REMEMBERED = 32;
const reads = new Remembered<Read>(REMEMBERED);
const checkups = new Remembered<Checkup>(REMEMBERED);

/** A policy as it was written, checked and made ready to run. Half a thousand rules take a quarter of a second, so it is done once. */
export const readOnce = (text: string): Promise<Read> =>
  reads.get([text], async () => {
    const read = readPolicy(text);
    return read.ok ? { compiled: await compilePolicy(read.value) } : { faults: read.error };
  });

/** Checks a policy, then its cases, then runs them, once for each content. Pure: it looks nothing up. */
export const checkContent = ({ text, cases }: Text): Promise<Checkup> =>
  checkups.get([text, cases], () => checkAnew({ text, cases }));

async function checkAnew({ text, cases }: Text): Promise<Checkup> {
  const read = await readOnce(text);
  if ('faults' in read) return { faults: read.faults, caseFaults: [], results: [] };
  const { compiled } = read;
  const known = { compiled, hash: compiled.hash, kind: compiled.policy.decides, name: compiled.policy.name, faults: [] };
  if (!cases.trim()) return { ...known, caseFaults: [], results: [] };
  const file = readCases(cases, compiled.policy);
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
export async function hashed({ text, cases }: Text): Promise<PolicyContent> {
  const read = await readOnce(text);
  if ('faults' in read) return { text, cases };
  const { hash, rules } = read.compiled;
  return { text, cases, hash, rules: rules.length };
}
