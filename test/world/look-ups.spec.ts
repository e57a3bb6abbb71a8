import { get, post, testWorld } from './harness.ts';
import type { World } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await testWorld();
});
afterAll(() => world.close());

interface CrossrefAnswer {
  status: string;
  'message-type': string;
  message: {
    DOI: string;
    title: string[];
    type: string;
    'container-title': string[];
    ISSN: string[];
    'updated-by'?: { DOI: string; type: string }[];
    'update-to'?: { DOI: string; type: string }[];
    items: { DOI: string; score: number }[];
    'total-results': number;
  };
}
const crossref = async (path: string) => (await get(world, `/crossref/works${path}`)).json<CrossrefAnswer>();

describe('Crossref', () => {
  it('knows a work by its DOI, however it is written and encoded', async () => {
    for (const doi of ['10.1007/BF01491891', '10.1007%2Fbf01491891']) {
      const { message, status } = await crossref(`/${doi}`);
      expect(status).toBe('ok');
      expect(message).toMatchObject({
        DOI: '10.1007/bf01491891',
        type: 'journal-article',
        title: ['Die gegenwärtige Situation in der Quantenmechanik'],
        'container-title': ['Die Naturwissenschaften'],
        ISSN: ['0028-1042', '1432-1904'],
      });
    }
  });
  it('says what was retracted, on the article and on the notice', async () => {
    const article = await crossref('/10.1016%2FS0140-6736(97)11096-0');
    expect(article.message['updated-by']).toMatchObject([{ DOI: '10.1016/S0140-6736(10)60175-4', type: 'retraction' }]);
    expect(article.message.title[0]).toMatch(/^RETRACTED: /);
    const notice = await crossref('/10.1016%2FS0140-6736(10)60175-4');
    expect(notice.message['update-to']).toMatchObject([{ DOI: '10.1016/S0140-6736(97)11096-0', type: 'retraction' }]);
  });
  it('does not know what it does not know', async () => {
    const answer = await get(world, '/crossref/works/10.9999/nothing');
    expect([answer.status, answer.text, answer.headers.get('content-type')]).toEqual([
      404,
      'Resource not found.',
      'text/plain; charset=utf-8',
    ]);
  });
  it('finds a mistyped citation first', async () => {
    const query = 'Prospect Theroy: An Analysis of Decision Under Risk Kahneman Econometrica 47 1979';
    const { message } = await crossref(`?rows=3&query.bibliographic=${encodeURIComponent(query)}`);
    expect(message.items).toHaveLength(3);
    expect(message.items[0]!.DOI).toBe('10.2307/1914185');
    expect(message.items[0]!.score).toBeGreaterThan(2 * message.items[1]!.score);
    const within = await crossref('?filter=issn:0012-9682&query.bibliographic=theory');
    expect(within.message.items.map((item) => item.DOI)).toEqual(['10.2307/1914185']);
  });
});

describe('Unpaywall', () => {
  const of = async (doi: string, email = '?email=ill@tsu.example') => get(world, `/unpaywall/v2/${doi}${email}`);
  it.each([
    ['10.1371/journal.pmed.0020124', 'gold', 'publishedVersion', 'publisher'],
    ['10.1038/nn.4091', 'green', 'acceptedVersion', 'repository'],
    ['10.1023/A:1026654312961', 'green', 'submittedVersion', 'repository'],
  ])('%s is %s: %s at the %s', async (doi, oa_status, version, host_type) => {
    const answer = (await of(doi)).json<{ best_oa_location: { url: string } }>();
    expect(answer).toMatchObject({ is_oa: true, oa_status, best_oa_location: { version, host_type, is_best: true } });
    const file = await fetch(answer.best_oa_location.url);
    expect([file.status, file.headers.get('content-type')]).toEqual([200, 'application/pdf']);
  });
  it('answers closed with no location, and errors as the real one', async () => {
    expect((await of('10.2307/1914185')).json()).toMatchObject({
      is_oa: false,
      oa_status: 'closed',
      best_oa_location: null,
      oa_locations: [],
    });
    expect((await of('10.1038/nn.4091', '')).status).toBe(422);
    expect((await of('10.9999/nothing')).status).toBe(404);
  });
  it('may name a copy that is gone', async () => {
    await post(world, '/control/facts', {
      table: 'openAccess',
      where: { doi: '10.2307/1914185' },
      set: { status: 'bronze', locations: [{ host: 'publisher', version: 'publishedVersion', dead: true }] },
    });
    const { best_oa_location } = (await of('10.2307/1914185')).json<{ best_oa_location: { url: string } }>();
    expect((await fetch(best_oa_location.url)).status).toBe(404);
  });
});

describe('SRU', () => {
  const search = (symbol: string, query: string, more = '') =>
    get(world, `/sru/${symbol}?version=1.2&operation=searchRetrieve&query=${encodeURIComponent(query)}${more}`);
  const count = (xml: string) => Number(/<numberOfRecords>(\d+)</.exec(xml)?.[1]);
  const fields = (xml: string, tag: string) =>
    [...xml.matchAll(new RegExp(`<datafield tag="${tag}"[^>]*>(.*?)</datafield>`, 'g'))].map((field) =>
      Object.fromEntries([...field[1]!.matchAll(/code="(.)">([^<]*)</g)].map(([, code, value]) => [code, value])),
    );

  it('shows the items of an own catalog as they stand', async () => {
    const beloved = (await search('CPL', 'bath.isbn=1400033411')).text;
    expect(count(beloved)).toBe(1);
    expect(fields(beloved, '952')).toMatchObject([
      { a: 'CPL', b: 'CPL-MAIN', o: 'FIC MORRISON', y: 'BK', '1': '0', '7': '0' },
      { b: 'CPL-EAST', q: '2025-10-20' },
    ]);
    expect(fields((await search('HFC', 'dc.title="death and life"')).text, '952')).toMatchObject([{ '1': '1', z: 'Missing' }]);
    expect(fields((await search('LCC', 'dc.title=campbell')).text, '952')).toMatchObject([{ '7': '1' }]);
    expect(count((await search('BLL', 'dc.title=beloved')).text)).toBe(0);
    expect(fields((await search('TSU', 'bath.issn=0017-8012')).text, '866')).toEqual([{ a: '1922-', x: 'electronic' }]);
  });
  it('shows in the union catalog who holds, under what terms', async () => {
    const hbr = (await search('union', 'bath.issn=0017-8012')).text;
    expect(fields(hbr, '850')).toEqual([{ a: 'TSU' }, { a: 'HFC' }]);
    expect(fields(hbr, '845')).toMatchObject([
      { f: 'prohibited', '5': 'TSU' },
      { f: 'prohibited', '5': 'HFC' },
    ]);
    const dvd = (await search('union', 'dc.title all "dreams hoop"')).text;
    expect(dvd).toContain('<leader>00000cgm');
    expect(fields(dvd, '845')).toMatchObject([
      { f: 'loan', '5': 'CPL' },
      { f: 'no-loan', '5': 'TSU' },
    ]);
    expect(fields((await search('union', 'bath.isbn=9783518282663')).text, '852')).toMatchObject([
      { a: 'UBA', n: 'gw', x: 'print' },
    ]);
    const thesis = (await search('union', 'dc.title exact "An Algebra for Theoretical Genetics"')).text;
    expect(fields(thesis, '502')).toMatchObject([{ c: 'Massachusetts Institute of Technology', d: '1940' }]);
    expect((await fetch(fields(thesis, '856')[0]!['u'])).status).toBe(200);
    // two copies at CPL, one at RFL
    expect(fields((await search('EVERGREEN', 'dc.title=beloved')).text, '852')).toHaveLength(3);
    expect(fields((await search('union', 'dc.title exact beloved')).text, '850')).toEqual([{ a: 'CPL' }, { a: 'TSU' }]);
  });
  it('pages, and diagnoses what it cannot do', async () => {
    const first = (await search('union', 'dc.title any "of the"', '&maximumRecords=2')).text;
    expect(first).toContain('<nextRecordPosition>3</nextRecordPosition>');
    const diagnosed = async (path: string) => /diagnostic\/1\/(\d+)</.exec((await get(world, path)).text)?.[1];
    const start = '/sru/union?version=1.2&operation=searchRetrieve';
    expect(await diagnosed(`${start}&query=dc.color%3Dred`)).toBe('16');
    expect(await diagnosed(`${start}&query=dc.title%3D`)).toBe('10');
    expect(await diagnosed(`${start}&query=beloved&recordSchema=mods`)).toBe('66');
    expect(await diagnosed(`${start}&query=beloved&startRecord=99`)).toBe('61');
    expect(await diagnosed(`${start}&query=beloved&maximumRecords=few`)).toBe('6');
    expect(await diagnosed(start)).toBe('7');
    expect(await diagnosed('/sru/union?version=9&operation=searchRetrieve&query=x')).toBe('5');
    expect(await diagnosed('/sru/union?version=1.2&operation=scan&query=x')).toBe('4');
    expect((await get(world, '/sru/NOBODY?query=x')).status).toBe(404);
    expect((await get(world, '/sru/LCC')).text).toContain('explainResponse');
  });
});

it("says what an article costs at the publisher's own site", async () => {
  expect((await get(world, '/publisher/price?issn=0017-8012')).json()).toMatchObject({
    price: { amount: '8.95', currency: 'USD' },
  });
  expect((await get(world, '/publisher/price?issn=0000-0000')).status).toBe(404);
  const buy = async (issn: string) =>
    fetch(`${world.url}/publisher/buy`, { method: 'POST', body: JSON.stringify({ issn, title: 'Forces', reference: 'T-1' }) });
  const sale = (await (await buy('0017-8012')).json()) as { receipt: string; url: string };
  expect(sale).toMatchObject({ receipt: expect.stringMatching(/^PUB/), price: { amount: '8.95' } });
  expect((await fetch(sale.url)).headers.get('content-type')).toBe('application/pdf');
  // the same purchase once more
  expect(await (await buy('0017-8012')).json()).toEqual(sale);
  expect((await buy('0000-0000')).status).toBe(404);
});
