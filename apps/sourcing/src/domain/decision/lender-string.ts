import type { LenderToAsk } from '#lib/contracts';
import { formatMoney, type Money } from '#lib/kernel';
import { isFree, isOutside, possibleLenders, type Asked, type Holder, type LookupValue } from '#lib/policy';

export interface LenderChoice {
  readonly which: 'free' | 'outside' | 'domestic';
  readonly order: readonly ('balance' | 'days' | 'charge')[];
  readonly onlyAv: boolean;
  readonly maxCost?: Money;
}

/** FIELD.md §2: a lender string has up to 15 places. */
const MOST = 15;

const COMPARE: Readonly<Record<LenderChoice['order'][number], (a: Holder, b: Holder) => number>> = {
  // who owes us most is asked first
  balance: (a, b) => b.balance - a.balance,
  days: (a, b) => a.daysToRespond - b.daysToRespond,
  // a charge that nobody knows beforehand comes after every known one
  charge: (a, b) => chargeOf(a) - chargeOf(b),
};
const chargeOf = (holder: Holder): number => (isFree(holder) ? 0 : (holder.charge?.minor ?? Number.MAX_SAFE_INTEGER));

const WORDS: Readonly<Record<LenderChoice['order'][number], (holder: Holder) => string>> = {
  balance: ({ balance }) => (balance === 0 ? 'balance even' : balance > 0 ? `owes us ${balance}` : `we owe it ${-balance}`),
  days: ({ daysToRespond }) => `answers within ${daysToRespond} working day${daysToRespond === 1 ? '' : 's'}`,
  charge: (holder) =>
    isFree(holder) ? 'free' : holder.charge ? `asks ${formatMoney(holder.charge)}` : 'names its charge when asked',
};

/** Who is asked, one after another: those of last resort at the end, the rest in the policy's order, then by symbol. */
export function lenderString(
  asked: Asked,
  found: LookupValue<'holders'>,
  tried: LookupValue<'tried'>,
  choice: LenderChoice,
): LenderToAsk[] {
  const fits = { free: isFree, outside: isOutside, domestic: (holder: Holder) => !holder.abroad }[choice.which];
  return possibleLenders(asked, found, tried)
    .filter((holder) => fits(holder) && (!choice.onlyAv || holder.lendsAv))
    .toSorted((a, b) => {
      for (const key of choice.order) {
        const last = Number(a.lastResort) - Number(b.lastResort);
        const difference = last || COMPARE[key](a, b);
        if (difference) return difference;
      }
      return a.symbol < b.symbol ? -1 : 1;
    })
    .slice(0, MOST)
    .map((holder) => ({
      partnerId: holder.partnerId,
      symbol: holder.symbol,
      name: holder.name,
      member: holder.member,
      settledBy: holder.settledBy,
      ...(!isFree(holder) && holder.charge && { expectedCost: holder.charge }),
      ...(!isFree(holder) && choice.maxCost && { maxCost: choice.maxCost }),
      why: [...choice.order.map((key) => WORDS[key](holder)), ...(holder.lastResort ? ['asked last'] : [])].join(', '),
    }));
}
