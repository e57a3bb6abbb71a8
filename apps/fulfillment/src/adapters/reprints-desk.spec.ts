import { startWorld, type World } from '#test/world';
import { money } from '#lib/kernel';
import type { OrderToPlace } from './provider.port.ts';
import { ReprintsDesk } from './reprints-desk.ts';

const usd = (minor: number) => money(minor, 'USD');
const order = (more: Partial<OrderToPlace> = {}): OrderToPlace => ({
  what: 'copy',
  offer: 'RD',
  price: usd(3900),
  citation: {
    kind: 'article',
    title: 'The Moderator',
    authors: [],
    year: 1986,
    issn: [],
    isbn: [],
    doi: '10.1037/0022-3514.51.6.1173',
  },
  ...more,
});
const signal = () => AbortSignal.timeout(5000);

describe('Reprints Desk', () => {
  let world: World;
  let provider: ReprintsDesk;
  beforeEach(async () => {
    world = await startWorld({ clock: { rate: 0 } });
    provider = new ReprintsDesk({ address: `${world.url}/reprintsdesk`, settings: {}, secrets: {} });
  });
  afterEach(() => world.close());

  it('orders once under the same key', async () => {
    const placed = await provider.place(order(), 'HFC', 'job-1', signal());
    expect(placed).toMatchObject({ order: { price: usd(3900), status: 'accepted' } });
    expect(await provider.place(order(), 'HFC', 'job-1', signal())).toEqual(placed);
    expect(world.state.table('reprintsdesk').size).toBe(1);
  });

  it('delivers a link, or says that it cannot', async () => {
    await provider.place(order(), 'HFC', 'job-1', signal());
    const { orderNumber } = (await provider.find('job-1', signal()))!;
    await fetch(`${world.url}/control/clock`, { method: 'POST', body: JSON.stringify({ advance: 5 * 3600 }) });
    await world.settle();
    expect(await provider.state(orderNumber, signal())).toMatchObject({
      status: 'supplied',
      url: expect.stringMatching(/^http/),
    });
    expect(world.state.change('reprintsdesk', 'order-failed', orderNumber, { status: 'FAILED' })).toBeUndefined();
    expect(await provider.state(orderNumber, signal())).toMatchObject({ status: 'failed', reason: expect.any(String) });
  });

  it.each<[string, Partial<OrderToPlace>, RegExp]>([
    ['a higher price', { price: usd(3000) }, /^The price is now \$39/],
    ['neither DOI nor ISSN', { citation: { ...order().citation, doi: undefined } }, /^Reprints Desk needs/],
    ['an unknown article', { citation: { ...order().citation, doi: '10.1000/nothing' } }, /^No price/],
  ])('does not order at %s', async (_, more, refused) => {
    expect(await provider.place(order(more), 'HFC', 'job-1', signal())).toEqual({ refused: expect.stringMatching(refused) });
    expect(world.state.table('reprintsdesk').size).toBe(0);
  });
});
