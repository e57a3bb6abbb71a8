import { startWorld, type World } from '#test/world';
import { money } from '#lib/kernel';
import type { OrderToPlace } from './provider.port.ts';
import { Vendor } from './vendor.ts';

const usd = (minor: number) => money(minor, 'USD');
const book = {
  kind: 'book',
  title: 'The Visual Display of Quantitative Information',
  authors: [],
  issn: [],
  isbn: ['9780961392147'],
} as const;
const order = (more: Partial<OrderToPlace> = {}): OrderToPlace => ({
  what: 'print',
  offer: '9780961392147-P',
  price: usd(4000),
  citation: { ...book, authors: [], issn: [], isbn: [...book.isbn] },
  ...more,
});
const signal = () => AbortSignal.timeout(5000);

describe('the vendor', () => {
  let world: World;
  let provider: Vendor;
  beforeEach(async () => {
    world = await startWorld({ clock: { rate: 0 } });
    provider = new Vendor({ address: `${world.url}/vendor`, settings: {}, secrets: {} });
  });
  afterEach(() => world.close());
  const days = async (count: number) => {
    await fetch(`${world.url}/control/clock`, { method: 'POST', body: JSON.stringify({ advance: count * 86_400 }) });
    await world.settle();
  };

  it('ships a book to the library, with a tracking number', async () => {
    const placed = await provider.place(order(), 'LCC', 'job-1', signal());
    if (!('order' in placed)) throw new Error(placed.refused);
    expect(placed.order).toMatchObject({ status: 'accepted', price: usd(4000) });
    expect([...world.state.table('vendor').values()]).toMatchObject([{ shipTo: 'LCC', reference: 'job-1' }]);
    await days(5);
    expect(await provider.state(placed.order.orderNumber, signal())).toMatchObject({
      status: 'shipped',
      tracking: expect.stringMatching(/^1Z/),
    });
    expect(await provider.find('job-1', signal())).toMatchObject({ orderNumber: placed.order.orderNumber });
  });

  it('opens an e-book', async () => {
    const ebook = {
      what: 'e-book' as const,
      offer: '9780674430006-E',
      price: usd(6400),
      citation: { ...order().citation, isbn: ['9780674430006'] },
    };
    const placed = await provider.place(order(ebook), 'TSU', 'job-1', signal());
    if (!('order' in placed)) throw new Error(placed.refused);
    await days(1);
    expect(await provider.state(placed.order.orderNumber, signal())).toMatchObject({
      status: 'supplied',
      url: expect.any(String),
    });
  });

  it('tells when an order was cancelled there', async () => {
    const placed = await provider.place(order(), 'LCC', 'job-1', signal());
    if (!('order' in placed)) throw new Error(placed.refused);
    await fetch(`${world.url}/vendor/orders/${placed.order.orderNumber}/cancel`, { method: 'POST' });
    expect(await provider.state(placed.order.orderNumber, signal())).toMatchObject({ status: 'failed' });
  });

  it.each<[string, Partial<OrderToPlace>, RegExp]>([
    ['a higher price', { price: usd(3500) }, /^The price is now \$40; \$35 was quoted/],
    ['an offer that is gone', { offer: 'nothing' }, /^offerId names no offer/],
    [
      'what is not in stock',
      { offer: '9780262033848-P', price: usd(99_999), citation: { ...order().citation, isbn: [] } },
      /not in stock/,
    ],
  ])('does not order at %s', async (_, more, refused) => {
    expect(await provider.place(order(more), 'LCC', 'job-1', signal())).toEqual({ refused: expect.stringMatching(refused) });
  });
});
