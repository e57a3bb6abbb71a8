import type { CompiledPolicy } from '../evaluate/compile.ts';
import { deriveFacts } from '../catalog/catalog.ts';
import { readFrom } from '../catalog/derive.ts';
import type { Facts } from '../catalog/value.ts';
import { evaluate, type Decided } from '../evaluate/evaluate.ts';
import { rank } from '../evaluate/score.ts';
import { explain, type Explanation } from '../explain/explain.ts';
import type { Found, LookupName, Lookups, LookupValue, Quote } from '../lookups/index.ts';
import { copyQuotes } from '../select/prices.ts';
import type { DecidingPolicies } from './policies.ts';

/** What another policy was asked on the way, and what it said. */
export interface Consulted {
  /** As which look-up the asking policy sees what it said; absent where it was asked first of all. */
  readonly as?: LookupName;
  readonly policy: { readonly name: string; readonly hash: string };
  /** The rule that decided there, where one did. */
  readonly rule?: string;
  readonly reason: string;
  /** What decided there and on which facts, in sentences. */
  readonly lines: readonly string[];
  readonly facts: Facts;
}

/** The answer of a policy as a look-up for another one, or the look-ups that it needs first. */
export type Answer<Name extends LookupName> =
  { readonly found: Found<LookupValue<Name>>; readonly consulted?: Consulted } | { readonly needs: readonly LookupName[] };

/** Look-ups that are answered by asking a policy. */
export type AnsweredByPolicy = 'copyright-ruling' | 'best-copy';
export const isAnsweredByPolicy = (name: LookupName): name is AnsweredByPolicy =>
  name === 'copyright-ruling' || name === 'best-copy';

const at = (found: Lookups): string => (found.request?.known ? found.request.value.now : new Date(0).toISOString());

/** What a policy decided, as it is kept with the decision that asked it. */
export const consultedOf = (
  compiled: CompiledPolicy<'copyright'> | CompiledPolicy<'eligibility'>,
  facts: Facts,
  decided: Decided<'copyright' | 'eligibility'>,
): Consulted => ({
  policy: decided.policy,
  ...(decided.rule && { rule: decided.rule.id }),
  reason: decided.reason,
  lines: groundsOf(explain(compiled, facts, decided)),
  facts,
});
const groundsOf = ({ decision, because }: Explanation): string[] => [decision, ...because];

/** What the copyright policy says of one more copy. */
export async function copyrightRuling(
  compiled: CompiledPolicy<'copyright'>,
  found: Lookups,
): Promise<Answer<'copyright-ruling'>> {
  const facts = deriveFacts(found, compiled.uses, 'copyright');
  const decided = await evaluate(compiled, facts);
  if (decided.kind === 'needs') return { needs: decided.lookups };
  const told = { source: `the ${decided.policy.name} policy`, at: at(found) };
  const consulted: Consulted = { as: 'copyright-ruling', ...consultedOf(compiled, facts, decided) };
  const { event, reason } = decided;
  if (event.type === 'staff') return { found: { known: false, reason, ...told }, consulted };
  return { found: { known: true, value: { ruling: event.type, counts: event.params.counts, reason }, ...told }, consulted };
}

/** Which of the quotes the provider-choice policy puts first. */
export async function bestCopy(compiled: CompiledPolicy<'provider-choice'>, found: Lookups): Promise<Answer<'best-copy'>> {
  const quotes = readFrom(found, copyQuotes);
  if (quotes.state === 'missing') return { needs: quotes.lookups };
  if (quotes.state === 'unknown') {
    const { reason, source, at: when } = quotes;
    return { found: { known: false, reason, source, at: when } };
  }
  const told = { source: quotes.source, at: quotes.at };
  const candidates = quotes.value.map((quote) => ({ id: quote.source, facts: quoteFacts(compiled, found, quote, told) }));
  const ranked = await rank(compiled, candidates);
  if (ranked.kind === 'needs') return { needs: ranked.lookups };
  const [best] = ranked.order;
  const quote = quotes.value.find(({ source }) => source === best?.id);
  if (best && quote?.price) {
    const why = best.parts.map((part) => part.reason).join(', ');
    return { found: { known: true, value: { best: { source: quote.source, price: quote.price, why } }, ...told } };
  }
  const excluded = ranked.excluded.map((one) => `${one.id}: ${one.excluded!.reason}`);
  if (!excluded.length) return { found: { known: true, value: {}, ...told } };
  return { found: { known: false, reason: `No price can be compared (${excluded.join('; ')}).`, ...told } };
}

const quoteFacts = (
  compiled: CompiledPolicy<'provider-choice'>,
  found: Lookups,
  value: Quote,
  told: { source: string; at: string },
): Facts => deriveFacts({ ...found, quote: { known: true, value, ...told } }, compiled.uses, 'provider-choice');

/** Asks the policy whose answer a look-up is. */
export const answerOf = <Name extends AnsweredByPolicy>(
  policies: DecidingPolicies,
  name: Name,
  found: Lookups,
): Promise<Answer<Name>> =>
  (name === 'copyright-ruling'
    ? copyrightRuling(policies.copyright, found)
    : bestCopy(policies['provider-choice'], found)) as Promise<Answer<Name>>;
