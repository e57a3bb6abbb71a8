import { PermanentError } from '#lib/messaging';
import { loadData, startWorld, type World } from '#test/world';
import { aPartner, asked } from '../__fixtures__/asked.ts';
import { libraryOf, lookForDissertation } from './dissertations.ts';

const MIT = 'Massachusetts Institute of Technology';

describe('looking for a dissertation', () => {
  let world: World;
  const data = loadData();
  beforeAll(async () => {
    const thesis = data.works.find(({ id }) => id === 'theoretical-genetics')!;
    data.works.push({ ...thesis, id: 'switching', title: 'A Symbolic Analysis of Relays', repositoryCopy: false });
    data.holdings.push({ ...data.holdings.find(({ library }) => library === 'ZZM')!, work: 'switching' });
    world = await startWorld({ data });
  });
  afterAll(() => world.close());
  const borrower = { symbol: 'HSL', country: 'US', partners: [aPartner('TSU'), aPartner('ZZM', { name: `${MIT} Libraries` })] };
  const at = (name: string) => ({ address: `${world.url}/sru/${name}` });
  const wanted = (title: string, more: object = {}) =>
    asked('loan', { kind: 'dissertation', title, authors: ['Shannon, Claude Elwood'], year: 1940, ...more });
  const look = (catalogs: Parameters<typeof lookForDissertation>[0], title: string, more: object = {}) =>
    lookForDissertation(catalogs, wanted(title, more), borrower, AbortSignal.timeout(5000));

  it('finds what a repository has open, once although the union catalog links it too', async () => {
    const found = await look({ repository: at('repository'), union: at('union') }, 'An Algebra for Theoretical Genetics');
    expect(found).toMatchObject({
      copies: [{ version: 'publishedVersion', host: `the repository of ${MIT}`, url: expect.stringContaining('/openaccess/') }],
      institution: MIT,
      library: { symbol: 'ZZM', edition: 'same', maySupply: true },
    });
    expect(found.copies).toHaveLength(1);
    expect((await fetch(found.copies[0]!.url)).headers.get('content-type')).toBe('application/pdf');
  });

  it('takes a link of the union catalog that says that it is open', async () => {
    expect((await look({ union: at('union') }, 'An Algebra for Theoretical Genetics')).copies).toHaveLength(1);
  });

  it('names the institution of the record where the citation names none, and its library', async () => {
    expect(await look({ repository: at('repository'), union: at('union') }, 'A Symbolic Analysis of Relays')).toMatchObject({
      copies: [],
      institution: MIT,
      library: { symbol: 'ZZM' },
    });
  });

  it('goes by the citation where no catalog knows it', async () => {
    const institution = 'University of Nowhere';
    expect(await look({ repository: at('repository') }, 'Of Nothing', { institution })).toEqual({ copies: [], institution });
    expect(await look({ repository: at('repository') }, 'Of Nothing')).toEqual({ copies: [] });
  });

  it('is not told by another work of the same title', async () => {
    const { copies } = await look({ repository: at('repository') }, 'An Algebra for Theoretical Genetics', { year: 1999 });
    expect(copies).toEqual([]);
  });

  it('is unknown where nothing is set up', async () => {
    await expect(look({}, 'An Algebra for Theoretical Genetics')).rejects.toThrow(PermanentError);
  });
});

describe('the library of an institution', () => {
  const partners = [
    aPartner('AAA', { name: 'University of Texas Libraries' }),
    aPartner('BBB', { name: 'The University of Texas at Dallas, Library' }),
    aPartner('CCC', { name: 'Library of the Universität Wien (by OCLC)' }),
    aPartner('DDD', { name: 'Twin College Library' }),
    aPartner('EEE', { name: 'Library, Twin College' }),
  ];
  it.each([
    ['University of Texas', 'AAA'],
    ['The University of Texas at Dallas', 'BBB'],
    ['Universität Wien', 'CCC'],
    ['Texas', undefined],
    ['Twin College', undefined],
    ['...', undefined],
  ])('%s: %s', (institution, symbol) => {
    expect(libraryOf(institution, partners, 'XXX')?.symbol).toBe(symbol);
  });
  it('is not asked by itself', () => {
    expect(libraryOf('University of Texas', partners, 'AAA')).toBeUndefined();
  });
});
