import type { LenderToAsk } from '#lib/contracts';
import { err, ok, type Money, type Result } from '#lib/kernel';
import {
  consultedRanking,
  deriveFacts,
  isFree,
  isOutside,
  lookups,
  possibleLenders,
  rank,
  type Asked,
  type CompiledPolicy,
  type Consulted,
  type Holder,
  type LookupValue,
} from '#lib/policy';

export interface LenderChoice {
  readonly which: 'free' | 'outside' | 'domestic' | 'degree-granting';
  readonly onlyAv: boolean;
  readonly maxCost?: Money;
}

/** FIELD.md §2: a lender string has up to 15 places. */
const MOST = 15;

/** Who is asked, one after another, in the order that the library's lender-ranking policy gives; or why it gives none. */
export async function lenderString(
  ranking: CompiledPolicy<'lender-ranking'>,
  asked: Asked,
  found: LookupValue<'holders'>,
  tried: LookupValue<'tried'>,
  choice: LenderChoice,
): Promise<Result<{ lenders: LenderToAsk[]; consulted: Consulted }, string>> {
  const domestic = (holder: Holder): boolean => !holder.abroad;
  // the library of the institution is the only one that is passed then
  const fits = { free: isFree, outside: isOutside, domestic, 'degree-granting': domestic }[choice.which];
  const lenders = new Map(
    possibleLenders(asked, found, tried)
      .filter((holder) => fits(holder) && (!choice.onlyAv || holder.lendsAv))
      .map((holder) => [holder.symbol, holder]),
  );
  const candidates = [...lenders].map(([id, holder]) => ({ id, facts: lenderFacts(ranking, asked, holder) }));
  const ranked = await rank(ranking, candidates);
  if (ranked.kind === 'needs')
    return err(`The lender-ranking policy looks at what nobody has told: ${ranked.lookups.join(', ')}.`);
  const order = ranked.order.slice(0, MOST);
  return ok({
    lenders: order.map(({ id, parts }) => {
      const why = parts.map((part) => part.reason).join(', ') || 'no reason for another place';
      return lenderToAsk(lenders.get(id)!, why, choice.maxCost);
    }),
    consulted: consultedRanking(ranking, candidates, ranked),
  });
}

/** A lender in its place of the lender string. */
export const lenderToAsk = (holder: Holder, why: string, maxCost: Money | undefined): LenderToAsk => ({
  partnerId: holder.partnerId,
  symbol: holder.symbol,
  name: holder.name,
  member: holder.member,
  settledBy: holder.settledBy,
  ...(!isFree(holder) && holder.charge && { expectedCost: holder.charge }),
  ...(!isFree(holder) && maxCost && { maxCost }),
  ...(holder.backOn && { notBefore: holder.backOn }),
  why,
});

function lenderFacts(ranking: CompiledPolicy<'lender-ranking'>, asked: Asked, holder: Holder) {
  const told = { known: true, source: lookups.lender.label, at: asked.now } as const;
  const found = { request: { ...told, value: asked, source: 'the request' }, lender: { ...told, value: holder } };
  return deriveFacts(found, ranking.uses, 'lender-ranking');
}
