import { z } from 'zod';
import type { Asked, LookupValue } from '#lib/policy';
import { PermanentError } from '#lib/messaging';
import { askJson } from '#lib/service';
import { Price, priceOf } from './price.ts';

const Quote = z.object({
  available: z.boolean(),
  price: Price.optional(),
  royalty: Price.optional(),
  deliveryHours: z.number().nonnegative().optional(),
});

/**
 * What Get It Now asks for an article of this journal and year, and what royalty the rights holder would ask for a copy made by a
 * library. The true interface is not public; the shape is that of test/world.
 */
export async function quoteGetItNow(
  base: string,
  { citation: { issn, year } }: Pick<Asked, 'citation'>,
  signal: AbortSignal,
  headers: Readonly<Record<string, string>> = {},
): Promise<LookupValue<'get-it-now'>> {
  const [first] = issn;
  if (!first || year === undefined) return {};
  const url = new URL(`${base.replace(/\/$/, '')}/quote`);
  url.searchParams.set('issn', first);
  url.searchParams.set('year', String(year));
  const { status, json } = await askJson(url, { signal, headers });
  if (status === 404) return {};
  const quote = Quote.safeParse(json);
  if (status !== 200 || !quote.success) throw new PermanentError(`Get It Now answered ${status} and no quote`);
  const { available, price, royalty, deliveryHours } = quote.data;
  return {
    ...(available && price && { offer: offer(`${first}/${year}`, price, deliveryHours) }),
    ...(royalty && { royalty: priceOf('Get It Now', royalty) }),
  };
}

const offer = (number: string, price: z.infer<typeof Price>, hours?: number) => ({
  offer: number,
  price: priceOf('Get It Now', price),
  ...(hours !== undefined && { hours }),
});
