import { z } from 'zod';
import { compare } from '#lib/kernel';
import type { Asked, LookupValue } from '#lib/policy';
import { PermanentError } from '#lib/messaging';
import { askJson } from '#lib/service';
import { Price, priceOf } from './price.ts';

const Offer = z.object({
  offerId: z.string().min(1),
  format: z.enum(['print', 'e-book']),
  binding: z.string().nullish(),
  price: Price,
  inStock: z.boolean(),
  shipsInDays: z.number().nonnegative().optional(),
});
const Items = z.object({ offers: z.array(z.unknown()) });

/**
 * What the vendor asks for a book in print and as e-book: of what is in stock the cheapest, paperback before hardcover at the same price.
 * The shape is that of test/world.
 */
export async function quoteItem(
  base: string,
  { citation: { isbn } }: Pick<Asked, 'citation'>,
  signal: AbortSignal,
  headers: Readonly<Record<string, string>> = {},
): Promise<LookupValue<'item-quotes'>> {
  const [first] = isbn;
  if (!first) return {};
  const url = new URL(`${base.replace(/\/$/, '')}/items`);
  url.searchParams.set('isbn', first);
  const { status, json } = await askJson(url, { signal, headers });
  if (status === 404) return {};
  const items = Items.safeParse(json);
  if (status !== 200 || !items.success) throw new PermanentError(`the vendor answered ${status} and no offers`);
  // an offer of a format we do not know is none for us
  const offers = items.data.offers.flatMap((offer) => Offer.safeParse(offer).data ?? []).filter(({ inStock }) => inStock);
  const [print, ebook] = [bestOf(offers, 'print'), bestOf(offers, 'e-book')];
  return { ...(print && { print }), ...(ebook && { ebook }) };
}

function bestOf(offers: readonly z.infer<typeof Offer>[], format: 'print' | 'e-book'): LookupValue<'item-quotes'>['print'] {
  const [best] = offers
    .filter((offer) => offer.format === format)
    .map((offer) => ({ ...offer, money: priceOf('the vendor', offer.price) }))
    .toSorted((a, b) =>
      a.money.currency === b.money.currency
        ? compare(a.money, b.money) || Number(b.binding === 'paperback') - Number(a.binding === 'paperback')
        : a.money.currency.localeCompare(b.money.currency),
    );
  if (!best) return undefined;
  return {
    offer: best.offerId,
    price: best.money,
    ...(format === 'e-book' ? { days: 0 } : best.shipsInDays !== undefined && { days: best.shipsInDays }),
  };
}
