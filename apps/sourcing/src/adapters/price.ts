import { z } from 'zod';
import { type Money, parseMoney } from '#lib/kernel';
import { PermanentError } from '#lib/messaging';

/** An amount as sellers write it: decimal, with the currency's code. */
export const Price = z.object({ amount: z.union([z.string(), z.number()]), currency: z.string() });

/** @throws PermanentError when it is no amount of money: a price is never guessed */
export function priceOf(seller: string, { amount, currency }: z.infer<typeof Price>): Money {
  const price = /^[A-Z]{3}$/.test(currency) ? parseMoney(amount, currency) : undefined;
  if (!price || price.minor < 0) throw new PermanentError(`${seller} named a price that is none: ${amount} ${currency}`);
  return price;
}
