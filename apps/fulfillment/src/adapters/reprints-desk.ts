import { z } from 'zod';
import type { OrderAnswer, OrderState, OrderToPlace } from './provider.port.ts';
import { Amount, dearer, Link, moneyOf, Seller, shaped } from './seller.ts';

const NAME = 'reprints-desk';
const Price = z.object({ price: Amount });
const Order = z.object({
  orderId: z.string(),
  status: z.enum(['PROCESSING', 'DELIVERED', 'FAILED']),
  price: Amount,
  url: Link.optional(),
});

/**
 * Reprints Desk: single articles, each at its own price, looked up anew before ordering. It knows a repeat by the Idempotency-Key. Its
 * interface is not public; this one is test/world's.
 */
export class ReprintsDesk extends Seller {
  readonly name = NAME;
  readonly honorsKeys = true;

  async place({ citation, price }: OrderToPlace, _library: string, key: string, signal: AbortSignal): Promise<OrderAnswer> {
    const { doi, title, year } = citation;
    const [issn] = citation.issn;
    const article = { ...(doi ? { doi } : {}), ...(issn ? { issn } : {}) };
    if (!doi && !issn) return { refused: 'Reprints Desk needs a DOI or an ISSN.' };
    const priced = await this.ask('prices', { ...article, ...(year ? { year: String(year) } : {}) }, { signal });
    if (priced.refusal) return { refused: priced.refusal };
    const changed = dearer(moneyOf(NAME, shaped(NAME, Price, priced.json).price), price);
    if (changed) return { refused: changed };
    const body = { ...article, ...(title ? { articleTitle: title } : {}), reference: key };
    return this.order(body, { 'idempotency-key': key }, signal);
  }

  protected read(json: unknown): OrderState {
    const { orderId, status, price, url } = shaped(NAME, Order, json);
    const common = { orderNumber: orderId, price: moneyOf(NAME, price) };
    if (status === 'FAILED') return { ...common, status: 'failed', reason: 'Reprints Desk could not supply it.' };
    if (status === 'DELIVERED' && url) return { ...common, status: 'supplied', url };
    return { ...common, status: 'accepted' };
  }
}
