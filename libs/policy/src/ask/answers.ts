import type { Money } from '#lib/kernel';
import type { CompiledPolicy } from '../evaluate/compile.ts';
import { deriveFacts } from '../catalog/catalog.ts';
import { readFrom } from '../catalog/derive.ts';
import type { Facts } from '../catalog/value.ts';
import { evaluate, type Decided } from '../evaluate/evaluate.ts';
import { rank, type Candidate, type Ranked } from '../evaluate/score.ts';
import type { Found, LookupName, Lookups, LookupValue, Quote } from '../lookups/index.ts';
import { copyQuotes } from '../select/prices.ts';
import { consultedOf, consultedRanking, type Consulted, type ToldAs } from './consulted.ts';
import type { DecidingPolicies } from './policies.ts';

/** The answer of a policy as a look-up for another one, or the look-ups that it needs first. */
export type Answer<Name extends LookupName> =
  { readonly found: Found<LookupValue<Name>>; readonly consulted?: Consulted } | { readonly needs: readonly LookupName[] };

/** Look-ups that are answered by asking a policy. */
export type AnsweredByPolicy = 'copyright-ruling' | 'best-copy';
export const isAnsweredByPolicy = (name: LookupName): name is AnsweredByPolicy =>
  name === 'copyright-ruling' || name === 'best-copy';

type Told = ToldAs['told'];
const at = (found: Lookups): string => (found.request?.known ? found.request.value.now : new Date(0).toISOString());

/** What the copyright policy says of one more copy. */
export async function copyrightRuling(
  compiled: CompiledPolicy<'copyright'>,
  found: Lookups,
): Promise<Answer<'copyright-ruling'>> {
  const facts = deriveFacts(found, compiled.uses, 'copyright');
  const decided = await evaluate(compiled, facts);
  if (decided.kind === 'needs') return { needs: decided.lookups };
  const told = { source: `the ${decided.policy.name} policy`, at: at(found) };
  const consulted = consultedOf(compiled, facts, decided, { as: 'copyright-ruling', told });
  return { found: rulingFound(decided, told), consulted };
}

/** What the copyright policy decided, as others see it. */
export function rulingFound({ event, reason }: Decided<'copyright'>, told: Told): Found<LookupValue<'copyright-ruling'>> {
  if (event.type === 'staff') return { known: false, reason, ...told };
  return { known: true, value: { ruling: event.type, counts: event.params.counts, reason }, ...told };
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
  const consulted = consultedRanking(compiled, candidates, ranked, { as: 'best-copy', told });
  return { found: bestFound(ranked, candidates, told), consulted };
}

/** What the provider-choice policy puts first, as others see it. */
export function bestFound(ranked: Ranked, candidates: readonly Candidate[], told: Told): Found<LookupValue<'best-copy'>> {
  const [best] = ranked.order;
  const price = candidates.find(({ id }) => id === best?.id)?.facts['quote-price'];
  if (best && price?.state === 'known' && price.value !== null) {
    const why = best.parts.map((part) => part.reason).join(', ');
    const source = best.id as Quote['source'];
    return { known: true, value: { best: { source, price: price.value as Money, why } }, ...told };
  }
  const excluded = ranked.excluded.map((one) => `${one.id}: ${one.excluded!.reason}`);
  if (!excluded.length) return { known: true, value: {}, ...told };
  return { known: false, reason: `No price can be compared (${excluded.join('; ')}).`, ...told };
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
