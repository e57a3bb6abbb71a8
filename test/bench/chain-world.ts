import type { NewRequest } from '#lib/contracts';
import { loadData, type WorldData } from '#test/world';

/** How a request of the bench ends, in the order of a round of ten. */
export type Way = 'deliver' | 'link' | 'hold' | 'buy';
const ROUND: readonly Way[] = ['deliver', 'link', 'deliver', 'link', 'hold', 'deliver', 'link', 'deliver', 'link', 'buy'];

/** Closed by the services alone; a hold waits for the patron, a bought copy for its provider. */
export const CLOSES_BY_ITSELF: readonly Way[] = ['deliver', 'link'];

export interface Load {
  readonly way: Way;
  readonly library: string;
  readonly request: NewRequest;
}

const ASKING = 'TSU';
const LICENSED = { id: 'econometrica', issn: '0012-9682', title: 'Econometrica' };
const OPEN = { id: 'bench-letters', issn: '2999-0025', title: 'Benchmark Letters' };
const SOLD = { id: 'bench-weekly', issn: '2999-0017', title: 'The Benchmark Weekly' };
const FUND_MINOR = 1_000_000_000;

const WORDS = 'amber birch cedar delta ember fjord grove heron inlet jasper kelp larch maple nectar opal pine quartz reed'.split(
  ' ',
);
/** A title of six words that no other number has: no two requests are taken for one. */
function title(n: number): string {
  const mixed = (n * 2_654_435_761) % 2 ** 32;
  const words = Array.from({ length: 6 }, (_, i) => WORDS[Math.floor(mixed / WORDS.length ** i) % WORDS.length]!);
  return `${words.join(' ')}: study ${n}`;
}

/** ISO 2108: weights 1 and 3 in turn, and a digit that makes the sum a multiple of ten. */
function isbn(n: number): string {
  const digits = `978${String(990_000_000 + n).padStart(9, '0')}`;
  const sum = Array.from(digits).reduce((total, digit, i) => total + Number(digit) * (i % 2 ? 3 : 1), 0);
  return `${digits}${(10 - (sum % 10)) % 10}`;
}

/** The demo's world with so many works more, and a request for each; ten in turn: four open, four licensed, one hold, one bought copy. */
export function chainWorld(count: number): { data: WorldData; load: Load[] } {
  const data = loadData();
  const patrons = data.patrons.filter((patron) => patron.library === ASKING && !patron.blocked);
  for (const { id, title: name, issn } of [OPEN, SOLD]) data.journals.push({ id, title: name, issn: [issn] });
  data.getItNow.push({
    issn: SOLD.issn,
    title: SOLD.title,
    available: true,
    fee: { minor: 2400, currency: 'USD' },
    royalty: { minor: 4000, currency: 'USD' },
    deliveryHours: 1,
  });
  data.stocks = data.stocks.map((stock) =>
    stock.what === 'fund' && stock.library === ASKING ? { ...stock, amount: FUND_MINOR } : stock,
  );
  const load = Array.from({ length: count }, (_, n): Load => {
    const way = ROUND[n % ROUND.length]!;
    const asked = { way, library: ASKING };
    const patron = patrons[n % patrons.length]!.username;
    const authors = [`Writer${n}, Ada`];
    const id = `bench-${n}`;
    if (way === 'hold') {
      const book = { title: title(n), isbn: isbn(n), year: 2015, publisher: 'Bench Press' };
      data.works.push({ id, kind: 'book', ...book, authors, isbn: [book.isbn] });
      const item = { barcode: `39${String(n).padStart(12, '0')}`, status: 'available', type: 'BK', branch: 'TSU-MAIN' } as const;
      data.holdings.push({ library: ASKING, work: id, format: 'print', items: [{ ...item, callNumber: `QA${n}` }] });
      return { ...asked, request: { patron, service: 'loan', citation: { kind: 'book', ...book, authors } } };
    }
    const journal = { deliver: OPEN, link: LICENSED, buy: SOLD }[way];
    const article = { title: title(n), doi: `10.5555/bench.${n}`, volume: '12', issue: '3', pages: `${n}-${n + 9}`, year: 2012 };
    data.works.push({ id, kind: 'article', ...article, authors, journal: journal.id });
    const open = way === 'deliver';
    data.openAccess.push({
      doi: article.doi,
      status: open ? 'gold' : 'closed',
      locations: open ? [{ host: 'publisher', version: 'publishedVersion', license: 'cc-by' }] : [],
    });
    const citation = { kind: 'article', ...article, authors, container: journal.title, issn: journal.issn };
    // the world's Monday is 2025-10-06: the copy is wanted the day after
    return { ...asked, request: { patron, service: 'copy', citation, ...(way === 'buy' && { neededBy: '2025-10-07' }) } };
  });
  return { data, load };
}
