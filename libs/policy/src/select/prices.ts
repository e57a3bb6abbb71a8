import { add, compare, type Money } from '#lib/kernel';
import { CannotTell, type Look } from '../catalog/define.ts';
import { wantsDocument, wasTried, type Quote } from '../lookups/index.ts';
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

/** The lowest of some amounts; null of none. */
export function cheapest(amounts: readonly (Money | null)[]): Money | null | CannotTell {
  const given = amounts.filter((amount) => amount !== null);
  if (new Set(given.map((amount) => amount.currency)).size > 1) return new CannotTell('The prices are in different currencies.');
  return given.toSorted(compare)[0] ?? null;
}

/** The lowest of all quotes and the cost of borrowing: what it takes at least to get the thing. */
export function leastCost(look: Look<Quoted | Borrowing>): Money | null | CannotTell {
  const borrowing = costToBorrow(look);
  // a free lender settles it, and a lender whose charge nobody knows leaves it open: either way no quote is fetched
  if (borrowing instanceof CannotTell || borrowing?.minor === 0) return borrowing;
  const asked = look('request');
  const quotes = wantsDocument(asked)
    ? [documentPrice(look, 'get-it-now'), documentPrice(look, 'reprints-desk')]
    : [itemPrice(look, 'print'), asked.wishes.ebookAccepted ? itemPrice(look, 'ebook') : null];
  return cheapest([borrowing, ...quotes]);
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
  const borrowing = costToBorrow(look);
  if (!royalty || borrowing === null) return offers;
  // a charge that nobody knows beforehand, or one in another currency, makes no price
  const known = !(borrowing instanceof CannotTell) && borrowing.currency === royalty.currency ? borrowing : undefined;
  return [...offers, { source: 'royalty-and-borrowing', ...(known && { price: add(royalty, known) }) }];
}
