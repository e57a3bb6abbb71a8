import type { LenderToAsk } from '#lib/contracts';
import { err, ok, type Money, type Result } from '#lib/kernel';
import {
  consultedRanking,
  deriveFacts,
  isFree,
  isOutside,
  lookups,
  payableAbroad,
  possibleLenders,
  rank,
  type Asked,
  type CompiledPolicy,
  type Consulted,
  type Holder,
  type LookupValue,
  vouchersFor,
  worthOfVouchers,
} from '#lib/policy';

export interface LenderChoice {
  readonly which: 'free' | 'outside' | 'domestic' | 'degree-granting' | 'abroad';
  readonly onlyAv: boolean;
  readonly maxCost?: Money;
  /** Abroad: what there is to pay with, and the numbers promises go by. */
  readonly vouchers?: LookupValue<'vouchers'>;
  readonly newId: () => string;
}

/** FIELD.md §2: a lender string has up to 15 places. */
const MOST = 15;
/** The vouchers are kept for one; the next is asked, with vouchers of its own, once that one has said no. */
const ABROAD = 1;

/** Who is asked, one after another, in the order that the library's lender-ranking policy gives; or why it gives none. */
export async function lenderString(
  ranking: CompiledPolicy<'lender-ranking'>,
  asked: Asked,
  found: LookupValue<'holders'>,
  tried: LookupValue<'tried'>,
  choice: LenderChoice,
): Promise<Result<{ lenders: LenderToAsk[]; consulted: Consulted }, string>> {
  const lenders = new Map(
    candidatesFor(choice, asked, found, tried)
      .filter((holder) => !choice.onlyAv || holder.lendsAv)
      .map((holder) => [holder.symbol, holder]),
  );
  const candidates = [...lenders].map(([id, holder]) => ({ id, facts: lenderFacts(ranking, asked, holder) }));
  const ranked = await rank(ranking, candidates);
  if (ranked.kind === 'needs')
    return err(`The lender-ranking policy looks at what nobody has told: ${ranked.lookups.join(', ')}.`);
  const order = ranked.order.slice(0, choice.which === 'abroad' ? ABROAD : MOST);
  return ok({
    lenders: order.map(({ id, parts }) => {
      // how many vouchers it takes is known beforehand
      const told = choice.which === 'abroad' ? parts.filter((part) => part.id !== CHARGE_UNKNOWN) : parts;
      const why = told.map((part) => part.reason).join(', ') || 'no reason for another place';
      const holder = lenders.get(id)!;
      return choice.which === 'abroad' ? lenderAbroad(holder, why, choice.newId()) : lenderToAsk(holder, why, choice.maxCost);
    }),
    consulted: consultedRanking(ranking, candidates, ranked),
  });
}

function candidatesFor(
  { which, vouchers }: LenderChoice,
  asked: Asked,
  found: LookupValue<'holders'>,
  tried: LookupValue<'tried'>,
): readonly Holder[] {
  if (which === 'abroad') return payableAbroad(asked, found, tried, vouchers ?? { full: 0, half: 0 });
  const domestic = (holder: Holder): boolean => !holder.abroad;
  // the library of the institution is the only one that is passed then
  const fits = { free: isFree, outside: isOutside, domestic, 'degree-granting': domestic }[which];
  return possibleLenders(asked, found, tried).filter(fits);
}

/** The shipped policy's rule for who names its charge only when asked. */
const CHARGE_UNKNOWN = 'charge-unknown';

/** A lender abroad, with the promise of the vouchers it is paid with. Who asks a price besides has to ask. */
export function lenderAbroad(holder: Holder, why: string, promise: string): LenderToAsk {
  const halves = vouchersFor(holder);
  const worth = worthOfVouchers(halves);
  return { ...lenderToAsk(holder, why, worth), expectedCost: worth, vouchers: { promise, halves } };
}

/** A lender in its place of the lender string. */
export const lenderToAsk = (holder: Holder, why: string, maxCost: Money | undefined): LenderToAsk => ({
  partnerId: holder.partnerId,
  symbol: holder.symbol,
  name: holder.name,
  member: holder.member,
  settledBy: holder.settledBy,
  ...(holder.notInIfm && { notInIfm: holder.notInIfm }),
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
