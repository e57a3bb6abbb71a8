import { z } from 'zod';
import type { OrderAnswer, OrderState, OrderToPlace } from './provider.port.ts';
import { Amount, dearer, Link, moneyOf, Seller, shaped } from './seller.ts';

const NAME = 'vendor';
const Items = z.object({ offers: z.array(z.object({ offerId: z.string(), price: Amount, inStock: z.boolean() })) });
const Order = z.object({
  orderId: z.string(),
  status: z.enum(['ORDERED', 'SHIPPED', 'ARRIVED', 'ACTIVE', 'CANCELLED']),
  price: Amount,
  tracking: z.string().optional(),
  accessUrl: Link.optional(),
});

/** A bookseller for libraries: print and e-books by offer. It knows a repeat by the Idempotency-Key. Its interface is test/world's. */
export class Vendor extends Seller {
  readonly name = NAME;
  readonly honorsKeys = true;

  async place(
    { offer, price, citation, what }: OrderToPlace,
    library: string,
    key: string,
    signal: AbortSignal,
  ): Promise<OrderAnswer> {
    const [isbn] = citation.isbn;
    if (isbn) {
      const items = await this.ask('items', { isbn }, { signal });
      const now = items.refusal ? undefined : shaped(NAME, Items, items.json).offers.find(({ offerId }) => offerId === offer);
      const changed = now && dearer(moneyOf(NAME, now.price), price);
      if (changed) return { refused: changed };
    }
    const body = { offerId: offer, reference: key, ...(what === 'print' ? { shipTo: library } : {}) };
    return this.order(body, { 'idempotency-key': key }, signal);
  }

  protected read(json: unknown): OrderState {
    const { orderId, status, price, tracking, accessUrl } = shaped(NAME, Order, json);
    const common = { orderNumber: orderId, price: moneyOf(NAME, price), ...(tracking ? { tracking } : {}) };
    if (status === 'CANCELLED') return { ...common, status: 'failed', reason: 'The order was cancelled at the vendor.' };
    if (status === 'ACTIVE' && accessUrl) return { ...common, status: 'supplied', url: accessUrl };
    return { ...common, status: status === 'SHIPPED' || status === 'ARRIVED' ? 'shipped' : 'accepted' };
  }
}
