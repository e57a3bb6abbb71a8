import { z } from 'zod';
import type { OrderAnswer, OrderState, OrderToPlace } from './provider.port.ts';
import { Amount, dearer, Link, moneyOf, Seller, shaped } from './seller.ts';

const NAME = 'get-it-now';
const Quote = z.object({ available: z.boolean(), price: Amount.optional() });
const Order = z.object({
  orderId: z.string(),
  status: z.enum(['ACCEPTED', 'FULFILLED', 'FAILED']),
  price: Amount,
  documentUrl: Link.optional(),
});

/**
 * Copyright Clearance Center's Get It Now: single articles at a flat fee. An exact citation (ISSN, year, title) is needed. It ignores
 * idempotency keys: before a repeat the order is looked for by our reference. CCC publishes no interface; this one is test/world's.
 */
export class GetItNow extends Seller {
  readonly name = NAME;
  readonly honorsKeys = false;

  async place({ citation, price }: OrderToPlace, _library: string, key: string, signal: AbortSignal): Promise<OrderAnswer> {
    const [issn] = citation.issn;
    const { title, year, volume, issue, pages } = citation;
    if (!issn || !title || !year) return { refused: 'Get It Now needs ISSN, year and the title of the article.' };
    const quoted = await this.ask('quote', { issn, year: String(year) }, { signal });
    if (quoted.refusal) return { refused: quoted.refusal };
    const quote = shaped(NAME, Quote, quoted.json);
    if (!quote.available || !quote.price) return { refused: 'Get It Now does not offer this title any more.' };
    const changed = dearer(moneyOf(NAME, quote.price), price);
    if (changed) return { refused: changed };
    const body = {
      issn,
      year: String(year),
      articleTitle: title,
      ...(volume ? { volume } : {}),
      ...(issue ? { issue } : {}),
      ...(pages ? { pages } : {}),
      customerReference: key,
    };
    return this.order(body, {}, signal);
  }

  protected read(json: unknown): OrderState {
    const { orderId, status, price, documentUrl } = shaped(NAME, Order, json);
    const common = { orderNumber: orderId, price: moneyOf(NAME, price) };
    if (status === 'FAILED') return { ...common, status: 'failed', reason: 'Get It Now could not supply it.' };
    if (status === 'FULFILLED' && documentUrl) return { ...common, status: 'supplied', url: documentUrl };
    return { ...common, status: 'accepted' };
  }
}
