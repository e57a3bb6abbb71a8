import { MoneyShape } from '#lib/contracts';
import { z } from 'zod';
import { defineLookup } from './define.ts';
import { wantsDocument } from './asked.ts';

export const ItemOffer = z.strictObject({
  offer: z.string(),
  price: MoneyShape,
  /** Calendar days until it is here; 0 for an e-book. */
  days: z.number().nonnegative().optional(),
});

export const itemQuotes = defineLookup({
  name: 'item-quotes',
  label: 'the vendor',
  cost: 'metered',
  shape: z.strictObject({ print: ItemOffer.optional(), ebook: ItemOffer.optional() }),
  idle: (asked) => {
    if (wantsDocument(asked)) return 'A copy is asked for, not the whole thing.';
    return asked.citation.isbn.length ? undefined : 'Without an ISBN the vendor cannot be asked.';
  },
  empty: {},
});
