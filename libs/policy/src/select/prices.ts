import { add, compare, type Money } from '#lib/kernel';
import { CannotTell, type Look } from '../catalog/define.ts';
import { wantsDocument, wasTried } from '../lookups/index.ts';
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

export type CopySource = 'get-it-now' | 'reprints-desk' | 'royalty-and-borrowing';

/** The cheapest lawful way to a copy beyond the guideline: paying the royalty and borrowing, or buying it from a provider. */
export function cheapestCopy(look: Look<Quoted | Borrowing>): { source: CopySource; price: Money } | null | CannotTell {
  const offers = (['get-it-now', 'reprints-desk'] as const).flatMap((source): { source: CopySource; price: Money }[] => {
    const price = documentPrice(look, source);
    return price ? [{ source, price }] : [];
  });
  const royalty = look('get-it-now').royalty;
  const borrowing = costToBorrow(look);
  // a charge that nobody knows beforehand is no offer to compare with; where there is no other, it cannot be told
  if (royalty && borrowing instanceof CannotTell && !offers.length) return borrowing;
  if (royalty && borrowing && !(borrowing instanceof CannotTell)) {
    if (royalty.currency !== borrowing.currency) return new CannotTell('The prices are in different currencies.');
    offers.push({ source: 'royalty-and-borrowing', price: add(royalty, borrowing) });
  }
  const lowest = cheapest(offers.map((one) => one.price));
  if (lowest instanceof CannotTell || lowest === null) return lowest;
  return offers.find((one) => one.price.minor === lowest.minor)!;
}
