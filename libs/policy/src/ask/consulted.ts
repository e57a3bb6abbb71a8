import { catalog } from '../catalog/catalog.ts';
import { formatValue, type Facts } from '../catalog/value.ts';
import type { CompiledPolicy } from '../evaluate/compile.ts';
import type { Decided } from '../evaluate/evaluate.ts';
import type { Candidate, Ranked } from '../evaluate/score.ts';
import { explain } from '../explain/explain.ts';
import { KINDS, type KindsBy } from '../kinds/index.ts';
import type { LookupName } from '../lookups/index.ts';

/** What another policy was asked on the way, and what it said. */
export interface Consulted {
  readonly kind: 'eligibility' | 'copyright' | 'provider-choice' | 'lender-ranking';
  readonly policy: { readonly name: string; readonly hash: string };
  /** As which look-up the asking policy sees what it said, from where and when; absent where no rule looks at it. */
  readonly as?: LookupName;
  readonly told?: { readonly source: string; readonly at: string };
  /** The rule that decided there, where one did. */
  readonly rule?: string;
  readonly reason: string;
  /** What decided there and on which facts, in sentences. */
  readonly lines: readonly string[];
  /** What it looked at; of a ranking nothing, for each candidate has facts of its own. */
  readonly facts: Facts;
  readonly candidates?: readonly Candidate[];
  /** Of a ranking: the best first. */
  readonly order?: readonly string[];
}

/** What was told of an answer that other rules look at. */
export type ToldAs = Required<Pick<Consulted, 'as' | 'told'>>;

/** What a policy decided, as it is kept with the decision that asked it. */
export function consultedOf(
  compiled: CompiledPolicy<'copyright'> | CompiledPolicy<'eligibility'>,
  facts: Facts,
  decided: Decided<'copyright' | 'eligibility'>,
  asked?: ToldAs,
): Consulted {
  const { decision, because } = explain(compiled, facts, decided);
  return {
    kind: compiled.policy.decides,
    policy: decided.policy,
    ...asked,
    ...(decided.rule && { rule: decided.rule.id }),
    reason: decided.reason,
    lines: [decision, ...because],
    facts,
  };
}

/** The order in which a policy put its candidates, as it is kept with the decision that asked for it. */
export function consultedRanking(
  compiled: CompiledPolicy<KindsBy<'score'>>,
  candidates: readonly Candidate[],
  ranked: Ranked,
  asked?: ToldAs,
): Consulted {
  const reason = rankingText(compiled.policy.decides, ranked);
  // of what is known of each only what the policy and its answer look at: there may be two hundred of them
  const kept = new Set([...compiled.uses.map(({ key }) => key), ...CANDIDATES[compiled.policy.decides].keep]);
  return {
    kind: compiled.policy.decides,
    policy: ranked.policy,
    ...asked,
    reason,
    lines: [reason],
    facts: {},
    order: ranked.order.map(({ id }) => id),
    candidates: candidates.map(({ id, facts }) => ({
      id,
      facts: Object.fromEntries(Object.entries(facts).filter(([key]) => kept.has(key))),
    })),
  };
}

/** So many are named with their reasons; the page of a request lists all. */
const NAMED = 5;
interface CandidateWords {
  readonly puts: string;
  /** The fact whose choices the candidates are. */
  readonly fact?: string;
  readonly keep: readonly string[];
}
const CANDIDATES: Readonly<Record<KindsBy<'score'>, CandidateWords>> = {
  'lender-ranking': { puts: 'asks first', keep: [] },
  'provider-choice': { puts: 'puts first', fact: 'quote-source', keep: ['quote-price'] },
};

/** `The lender-ranking policy asks first TSU (balance 3 items), then LCC (fills 20 percent); it leaves out CPL (abroad).` */
function rankingText(kind: KindsBy<'score'>, { order, excluded, policy }: Ranked): string {
  const { puts, fact } = CANDIDATES[kind];
  const name = (id: string): string => formatValue(id, fact === undefined ? {} : catalog.get(fact));
  const named = order.slice(0, NAMED).map(({ id, parts }) => {
    const why = parts.map((part) => part.reason).join(', ');
    return why ? `${name(id)} (${why})` : name(id);
  });
  const more = order.length - named.length;
  const first = named.length
    ? `${puts} ${named.join(', then ')}${more ? ` and ${more} more` : ''}`
    : `has no ${KINDS[kind].candidate} to put first`;
  const out = excluded.map((one) => `${name(one.id)} (${one.excluded!.reason})`);
  return `The ${policy.name} policy ${first}${out.length ? `; it leaves out ${out.join(', ')}` : ''}.`;
}
