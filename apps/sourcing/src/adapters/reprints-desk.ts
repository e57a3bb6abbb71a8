import { z } from 'zod';
import type { Asked, LookupValue } from '#lib/policy';
import { PermanentError } from '#lib/messaging';
import { askJson } from '#lib/service';
import { Price, priceOf } from './price.ts';

const Quote = z.object({ price: Price, deliveryHours: z.number().nonnegative().optional() });

/** What Reprints Desk asks for an article, by DOI, else by journal. The true interface is not public; the shape is that of test/world. */
export async function quoteReprintsDesk(
  base: string,
  { citation: { doi, issn, year } }: Pick<Asked, 'citation'>,
  signal: AbortSignal,
  headers: Readonly<Record<string, string>> = {},
): Promise<LookupValue<'reprints-desk'>> {
  const [first] = issn;
  if (!doi && !first) return {};
  const url = new URL(`${base.replace(/\/$/, '')}/prices`);
  if (doi) url.searchParams.set('doi', doi);
  if (first) url.searchParams.set('issn', first);
  if (year !== undefined) url.searchParams.set('year', String(year));
  const { status, json } = await askJson(url, { signal, headers });
  if (status === 404) return {};
  const quote = Quote.safeParse(json);
  if (status !== 200 || !quote.success) throw new PermanentError(`Reprints Desk answered ${status} and no price`);
  const { price, deliveryHours: hours } = quote.data;
  return {
    offer: {
      offer: doi ?? `${first}/${year ?? ''}`,
      price: priceOf('Reprints Desk', price),
      ...(hours !== undefined && { hours }),
    },
  };
}
