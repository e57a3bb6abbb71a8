import { startWorld, type World } from '#test/world';
import { PermanentError, RetryAfter } from '#lib/messaging';
import { aPartner, asked } from '../__fixtures__/asked.ts';
import { quoteGetItNow } from './get-it-now.ts';
import { lookInOwnCatalog } from './own-catalog.ts';
import { quoteReprintsDesk } from './reprints-desk.ts';
import { searchRetrieve } from './sru.ts';
import { lookInUnionCatalog } from './union-catalog.ts';
import { lookUpOpenAccess } from './unpaywall.ts';
import { quoteItem } from './vendor.ts';

describe("sourcing's adapters, asking the simulated world", () => {
  let world: World;
  const signal = () => AbortSignal.timeout(5000);
  beforeAll(async () => {
    world = await startWorld();
  });
  afterAll(() => world.close());

  const beloved = { kind: 'book', title: 'Beloved', authors: ['Morrison, Toni'], isbn: ['9781400033416'] } as const;

  it('find the own copy on the shelf with its call number', async () => {
    const wanted = asked('loan', { ...beloved, authors: [...beloved.authors], isbn: [...beloved.isbn] });
    const { records } = await lookInOwnCatalog({ address: `${world.url}/sru/CPL` }, wanted, signal());
    expect(records).toHaveLength(1);
    expect(records[0]).toMatchObject({ match: 'same', format: 'print' });
    expect(records[0]!.items.map(({ status }) => status)).toContain('available');
  });

  it('find who of the partners holds it, and nobody else', async () => {
    const wanted = asked('loan', {
      kind: 'book',
      title: 'The Death and Life of Great American Cities',
      authors: ['Jacobs, Jane'],
      isbn: ['9780679741954'],
    });
    const borrower = { symbol: 'BLL', country: 'US', partners: [aPartner('HFC'), aPartner('TSU', { balance: -2 })] };
    const { holders } = await lookInUnionCatalog({ address: `${world.url}/sru/union` }, wanted, borrower, signal());
    expect(
      holders
        .map(({ symbol, edition, maySupply }) => [symbol, edition, maySupply])
        .toSorted(([a], [b]) => String(a).localeCompare(String(b))),
    ).toEqual([
      ['HFC', 'same', true],
      ['TSU', 'same', true],
    ]);
    const none = await lookInUnionCatalog({ address: `${world.url}/sru/union` }, wanted, { ...borrower, partners: [] }, signal());
    expect(none.holders).toEqual([]);
  });

  it('give open copies by version, and none for a DOI nobody knows', async () => {
    const config = { base: `${world.url}/unpaywall/v2`, email: 'library@example.org' };
    const gold = await lookUpOpenAccess(
      config,
      asked('copy', { kind: 'article', doi: '10.1371/journal.pmed.0020124' }),
      signal(),
    );
    expect(gold.copies[0]).toMatchObject({ version: 'publishedVersion', url: expect.stringContaining('http') });
    expect(await lookUpOpenAccess(config, asked('copy', { kind: 'article', doi: '10.5555/none' }), signal())).toEqual({
      copies: [],
    });
    await expect(
      lookUpOpenAccess({ ...config, email: '' }, asked('copy', { kind: 'article', doi: '10.5555/x' }), signal()),
    ).rejects.toThrow(PermanentError);
  });

  it('bring quotes in cents', async () => {
    const nature = asked('copy', { kind: 'article', issn: ['1078-8956'], year: 2023, doi: '10.1038/s41591-023-02448-8' });
    const { offer, royalty } = await quoteGetItNow(`${world.url}/getitnow`, nature, signal());
    expect(offer!.price).toEqual({ minor: expect.any(Number), currency: 'USD' });
    expect(royalty!.minor).toBeGreaterThan(0);
    const baron = asked('copy', { kind: 'article', doi: '10.1037/0022-3514.51.6.1173' });
    expect((await quoteReprintsDesk(`${world.url}/reprintsdesk`, baron, signal())).offer!.price.currency).toBe('USD');
    const power = asked('loan', { kind: 'book', isbn: ['9781541702530'] });
    expect((await quoteItem(`${world.url}/vendor`, power, signal())).print!.price.minor).toBeGreaterThan(0);
    const unknown = asked('loan', { kind: 'book', isbn: ['9780306406157'] });
    expect(await quoteItem(`${world.url}/vendor`, unknown, signal())).toEqual({});
  });

  it("tell a refused query in the catalog's own words", async () => {
    await expect(searchRetrieve({ address: `${world.url}/sru/union` }, 'dc.nonsense="x"', signal())).rejects.toThrow(
      /Unsupported index/,
    );
    await expect(searchRetrieve({ address: `${world.url}/sru/NOBODY` }, 'dc.title="x"', signal())).rejects.toThrow(
      /answered 404/,
    );
  });

  it('wait when a server asks them to', async () => {
    world.state.setOutage('vendor', { kind: 'rate-limit' });
    const wanted = asked('loan', { kind: 'book', isbn: ['9781541702530'] });
    await expect(quoteItem(`${world.url}/vendor`, wanted, signal())).rejects.toThrow(RetryAfter);
    world.state.setOutage('vendor', undefined);
  });
});
