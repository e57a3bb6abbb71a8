import { startWorld, type World } from '#test/world';
import { money } from '#lib/kernel';
import { GetItNow } from './get-it-now.ts';
import type { OrderToPlace } from './provider.port.ts';

const usd = (minor: number) => money(minor, 'USD');
const order = (more: Partial<OrderToPlace> = {}): OrderToPlace => ({
  what: 'copy',
  offer: '1078-8956/2023',
  price: usd(2400),
  citation: {
    kind: 'article',
    title: 'Large language models in medicine',
    authors: [],
    year: 2023,
    issn: ['1078-8956'],
    isbn: [],
  },
  ...more,
});
const signal = () => AbortSignal.timeout(5000);

describe('Get It Now', () => {
  let world: World;
  let provider: GetItNow;
  beforeEach(async () => {
    world = await startWorld({ clock: { rate: 0 } });
    provider = new GetItNow({ address: `${world.url}/getitnow/`, settings: {}, secrets: {} });
  });
  afterEach(() => world.close());
  const later = async (seconds: number) => {
    await fetch(`${world.url}/control/clock`, { method: 'POST', body: JSON.stringify({ advance: seconds }) });
    await world.settle();
  };

  it('orders, tells how the order stands, and finds it by our key', async () => {
    const placed = await provider.place(order(), 'MGH', 'job-1', signal());
    expect(placed).toEqual({ order: { orderNumber: 'GIN-000001', price: usd(2400), status: 'accepted' } });
    expect(await provider.find('job-1', signal())).toMatchObject({ orderNumber: 'GIN-000001' });
    expect(await provider.find('job-2', signal())).toBeUndefined();
    await later(3 * 3600);
    expect(await provider.state('GIN-000001', signal())).toMatchObject({
      status: 'supplied',
      url: expect.stringMatching(/\.pdf$/),
    });
  });

  it.each<[string, Partial<OrderToPlace>, string]>([
    ['a higher price', { price: usd(2399) }, 'The price is now $24; $23.99 was quoted.'],
    ['a price in another currency', { price: money(2400, 'EUR') }, 'The price is now $24; EUR 24 was quoted.'],
    [
      'a citation without ISSN',
      { citation: { ...order().citation, issn: [] } },
      'Get It Now needs ISSN, year and the title of the article.',
    ],
    ['an unknown title', { citation: { ...order().citation, issn: ['0017-8012'] } }, 'The title is not in the catalog'],
    [
      'a title no longer sold',
      { citation: { ...order().citation, issn: ['0022-3514'], year: 1986 } },
      'Get It Now does not offer this title any more.',
    ],
  ])('does not order at %s', async (_, more, refused) => {
    expect(await provider.place(order(more), 'MGH', 'job-1', signal())).toEqual({ refused });
    expect(await provider.find('job-1', signal())).toBeUndefined();
  });

  it('is not taken in by an answer of another shape', async () => {
    const strange = new GetItNow({ address: `${world.url}/vendor`, settings: {}, secrets: {} });
    await expect(strange.find('job-1', signal())).resolves.toBeUndefined();
    await expect(
      new GetItNow({ address: `${world.url}/crossref`, settings: {}, secrets: {} }).place(order(), 'MGH', 'job-1', signal()),
    ).resolves.toHaveProperty('refused');
    await expect(new GetItNow({ address: `${world.url}/sru`, settings: {}, secrets: {} }).state('x', signal())).rejects.toThrow(
      'shape',
    );
  });
});
