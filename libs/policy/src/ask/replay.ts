import { canonicalJson } from '../catalog/canonical.ts';
import { catalog } from '../catalog/catalog.ts';
import { deriveSafely } from '../catalog/derive.ts';
import type { Facts } from '../catalog/value.ts';
import type { CompiledPolicy } from '../evaluate/compile.ts';
import { evaluate } from '../evaluate/evaluate.ts';
import { rank } from '../evaluate/score.ts';
import type { RuleTrace } from '../evaluate/trace.ts';
import type { Explanation } from '../explain/explain.ts';
import { explainRequest } from '../explain/explain-request.ts';
import type { KindsBy } from '../kinds/index.ts';
import type { Found, Lookups } from '../lookups/index.ts';
import { bestFound, rulingFound } from './answers.ts';
import { consultedOf, consultedRanking, type Consulted, type ToldAs } from './consulted.ts';

/** What is kept of a policy asked on the way: its facts stand among those of the decision. */
export type KeptConsulted = Omit<Consulted, 'facts'>;
export const keptOf = ({ facts: _facts, ...kept }: Consulted): KeptConsulted => kept;

/** A decision made by rules, as it was kept. */
export interface KeptDecision {
  /** The hash of the policy that decided. */
  readonly policy: string;
  /** `limit`: the rules decided, and what they chose could not be done. */
  readonly by: 'rule' | 'otherwise' | 'unknown' | 'limit';
  readonly rule?: string;
  readonly reason: string;
  readonly facts: Facts;
  readonly trace: readonly RuleTrace[];
  readonly explanation: Explanation;
  /** Policies asked on the way; absent of decisions made before they were kept. */
  readonly consulted?: readonly KeptConsulted[];
}
type PolicyByHash = (hash: string) => Promise<CompiledPolicy | undefined>;

/**
 * Decides again by the kept hashes over the kept facts: first the policies asked on the way, then, on what they say now, the one that
 * decided. What came out otherwise than was kept, in words; nothing where all is the same. Pure but for finding policies.
 */
export async function replayDecision(kept: KeptDecision, policyOf: PolicyByHash): Promise<string[]> {
  const differ: string[] = [];
  const compare = (what: string, before: unknown, after: unknown): void => {
    const [was, is] = [canonicalJson(before), canonicalJson(after)];
    if (was !== is) differ.push(`${what} was ${was} and is ${is}`);
  };
  const consulted: Consulted[] = [];
  let facts = kept.facts;
  for (const one of kept.consulted ?? []) {
    const compiled = await policyOf(one.policy.hash);
    const again = compiled && (await askAgain(compiled, one, kept.facts));
    if (!again) return [`the policy ${one.policy.name} (${one.policy.hash}) cannot be asked again`];
    compare(`what the ${one.kind} policy said`, one, keptOf(again.consulted));
    consulted.push(again.consulted);
    if (again.answer) facts = answeredFacts(facts, again.answer);
  }
  compare('the facts that other policies gave', kept.facts, facts);

  const compiled = (await policyOf(kept.policy)) as CompiledPolicy<'sourcing'> | undefined;
  if (!compiled) return [...differ, `the policy ${kept.policy} is not known`];
  const decided = await evaluate(compiled, facts);
  if (decided.kind !== 'decided') return [...differ, `the policy ${kept.policy} needs ${decided.lookups.join(', ')} first`];
  if (kept.by !== 'limit') {
    compare('how it was decided', kept.by, decided.by);
    compare('the reason', kept.reason, decided.reason);
    compare('the rule', kept.rule ?? null, decided.rule?.id ?? null);
  }
  compare('what became of the rules', kept.trace, decided.trace);
  compare('the explanation', kept.explanation, explainRequest({ compiled, facts, decided, consulted }));
  return differ;
}

interface AskedAgain {
  readonly consulted: Consulted;
  /** As the rules of others see it. */
  readonly answer?: Lookups;
}

async function askAgain(compiled: CompiledPolicy, { as, told, candidates }: KeptConsulted, facts: Facts) {
  const asked = as && told ? { as, told } : undefined;
  if (candidates) return rankAgain(compiled as CompiledPolicy<KindsBy<'score'>>, candidates, asked);
  const policy = compiled as CompiledPolicy<'copyright'>;
  const decided = await evaluate(policy, facts);
  if (decided.kind === 'needs') return undefined;
  const consulted = consultedOf(policy, facts, decided, asked);
  return { consulted, ...(asked && answer(asked, rulingFound(decided, asked.told))) } satisfies AskedAgain;
}

async function rankAgain(
  compiled: CompiledPolicy<KindsBy<'score'>>,
  candidates: NonNullable<Consulted['candidates']>,
  asked?: ToldAs,
): Promise<AskedAgain | undefined> {
  const ranked = await rank(compiled, candidates);
  if (ranked.kind === 'needs') return undefined;
  const consulted = consultedRanking(compiled, candidates, ranked, asked);
  return { consulted, ...(asked && answer(asked, bestFound(ranked, candidates, asked.told))) };
}

const answer = ({ as }: ToldAs, found: Found<unknown>): Pick<AskedAgain, 'answer'> => ({ answer: { [as]: found } });

/** The facts with those that rest on this answer alone derived from it anew. */
function answeredFacts(facts: Facts, found: Lookups): Facts {
  const again = Object.keys(facts).flatMap((key) => {
    const fact = catalog.get(key.split('(')[0]!);
    return fact?.from.every((name) => name in found) ? [[key, deriveSafely(fact, found)] as const] : [];
  });
  return { ...facts, ...Object.fromEntries(again) };
}
