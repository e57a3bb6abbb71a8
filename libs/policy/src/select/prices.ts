import { add, compare, formatMoney, money, type Money } from '#lib/kernel';
import { CannotTell, MadeUpOf, type Look } from '../catalog/define.ts';
import { wantsDocument, wasTried, type Asked, type Holder, type Quote } from '../lookups/index.ts';
import { isFree, possibleLenders } from './lenders.ts';

type Quoted = 'request' | 'tried' | 'get-it-now' | 'reprints-desk' | 'item-quotes';
type Borrowing = 'request' | 'tried' | 'holders';

/** What a document provider asks; null where it does not offer it or has failed to supply it. */
export const documentPrice = (look: Look<Quoted>, provider: 'get-it-now' | 'reprints-desk'): Money | null =>
  wasTried(look('tried'), 'buy', provider) ? null : (look(provider).offer?.price ?? null);

/** What the vendor asks for the thing itself; null where it does not offer it or has failed to supply it. */
export function itemPrice(look: Look<Quoted>, what: 'print' | 'ebook'): Money | null {
  const failed = look('tried').tried.some((one) => one.kind === 'buy' && one.supplier === 'vendor' && one.what === what);
  return failed ? null : (look('item-quotes')[what]?.price ?? null);
}

/** What borrowing costs at the cheapest lender left; null where nobody is left. */
export function costToBorrow(look: Look<Borrowing>): Money | null | CannotTell {
  const asked = look('request');
  const lenders = possibleLenders(asked, look('holders'), look('tried'));
  if (lenders.length === 0) return null;
  if (lenders.some(isFree)) return { minor: 0, currency: asked.currency };
  const silent = lenders.filter((lender) => !lender.charge);
  if (silent.length)
    return new CannotTell(`What ${silent.map((one) => one.symbol).join(', ')} would ask is known only when it answers.`);
  return cheapest(lenders.map((lender) => lender.charge!));
}

/** What borrowing costs in all at one lender. */
interface Whole {
  readonly cost: Money;
  readonly parts: string;
}

/** What it costs there in all: the fee, postage both ways of what is sent back, and the library's own handling. Parts of nothing are left out. */
function wholeAt(lender: Holder, { currency, ownCosts, ...asked }: Asked): Whole | CannotTell {
  const own = (minor = 0): Money => money(minor, currency);
  const isLoan = !wantsDocument(asked);
  const all = [
    ['fee', isFree(lender) ? own() : lender.charge!],
    ['postage out', isLoan ? lender.postage : undefined],
    ['back', isLoan ? own(ownCosts?.postage) : undefined],
    ['handling', own(ownCosts?.handling)],
  ] as const;
  const parts = all.flatMap(([name, amount]) => (amount?.minor ? [{ name, amount }] : []));
  const [first, ...rest] = parts;
  if (!first) return { cost: own(), parts: '' };
  if (rest.some(({ amount }) => amount.currency !== first.amount.currency))
    return new CannotTell(`The parts of what it costs at ${lender.symbol} are in different currencies.`);
  return {
    cost: rest.reduce((sum, { amount }) => add(sum, amount), first.amount),
    parts: parts.map(({ name, amount }) => `${formatMoney(amount)} ${name}`).join(' + '),
  };
}

/** What borrowing costs in all at the lender where that is least, among the free ones where there are any; null where nobody is left. */
function leastWhole(look: Look<Borrowing>): Whole | null | CannotTell {
  const fee = costToBorrow(look);
  if (fee === null || fee instanceof CannotTell) return fee;
  const asked = look('request');
  const lenders = possibleLenders(asked, look('holders'), look('tried'));
  const wholes = lenders.filter((lender) => fee.minor > 0 || isFree(lender)).map((lender) => wholeAt(lender, asked));
  const unclear = wholes.find((one) => one instanceof CannotTell);
  if (unclear) return unclear;
  const known = wholes as Whole[];
  const least = cheapest(known.map(({ cost }) => cost));
  return least === null || least instanceof CannotTell ? least : known.find(({ cost }) => compare(cost, least) === 0)!;
}

/** What borrowing costs in all, made up of its parts where there are several; null where nobody is left. */
export function wholeCostToBorrow(look: Look<Borrowing>): Money | MadeUpOf<Money> | null | CannotTell {
  const whole = leastWhole(look);
  if (whole === null || whole instanceof CannotTell) return whole;
  return whole.parts.includes(' + ') ? new MadeUpOf(whole.cost, whole.parts) : whole.cost;
}

/** The lowest of some amounts; null of none. */
export function cheapest(amounts: readonly (Money | null)[]): Money | null | CannotTell {
  const given = amounts.filter((amount) => amount !== null);
  if (new Set(given.map((amount) => amount.currency)).size > 1) return new CannotTell('The prices are in different currencies.');
  return given.toSorted(compare)[0] ?? null;
}

/** The lowest of all quotes and the whole cost of borrowing: what it takes at least to get the thing. */
export function leastCost(look: Look<Quoted | Borrowing>): Money | MadeUpOf<Money> | null | CannotTell {
  const fee = costToBorrow(look);
  const borrowing = wholeCostToBorrow(look);
  // a free lender settles it, and a lender whose charge nobody knows leaves it open: either way no quote is fetched
  if (borrowing instanceof CannotTell || (fee !== null && 'minor' in fee && fee.minor === 0)) return borrowing;
  const asked = look('request');
  const quotes = wantsDocument(asked)
    ? [documentPrice(look, 'get-it-now'), documentPrice(look, 'reprints-desk')]
    : [itemPrice(look, 'print'), asked.wishes.ebookAccepted ? itemPrice(look, 'ebook') : null];
  const whole = borrowing instanceof MadeUpOf ? borrowing.value : borrowing;
  const least = cheapest([whole, ...quotes]);
  return least === whole ? borrowing : least;
}

/**
 * The ways to a copy that cost money, as they were quoted: the providers that offer it, and paying the royalty and borrowing. Which is
 * the best of them, the provider-choice policy says.
 */
export function copyQuotes(look: Look<Quoted | Borrowing>): Quote[] {
  const offers = (['get-it-now', 'reprints-desk'] as const).flatMap((source): Quote[] => {
    const price = documentPrice(look, source);
    const hours = look(source).offer?.hours;
    return price ? [{ source, price, ...(hours !== undefined && { hours }) }] : [];
  });
  const royalty = look('get-it-now').royalty;
  const told = wholeCostToBorrow(look);
  const borrowing = told instanceof MadeUpOf ? told.value : told;
  if (!royalty || borrowing === null) return offers;
  // a charge that nobody knows beforehand, or one in another currency, makes no price
  const known = !(borrowing instanceof CannotTell) && borrowing.currency === royalty.currency ? borrowing : undefined;
  return [...offers, { source: 'royalty-and-borrowing', ...(known && { price: add(royalty, known) }) }];
}
