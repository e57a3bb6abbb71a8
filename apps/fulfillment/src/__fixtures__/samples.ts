import type { LenderToAsk, Outcome } from '#lib/contracts';
import type { Calendar, Money } from '#lib/kernel';
import type { Wanted } from '../domain/attempt/index.ts';
import type { Surroundings } from '../domain/conduct.ts';

/** What the specs of this domain work with: invented lenders, a book, an article, a calendar. */
export const usd = (minor: number): Money => ({ minor, currency: 'USD' });
export const REQUEST = '0199b000-0000-7000-8000-000000000001';
export const calendar: Calendar = { timeZone: 'America/Chicago', workingDays: [1, 2, 3, 4, 5], holidays: ['2025-10-13'] };
export const MONDAY = '2025-10-06T14:00:00.000Z';

export const wanted = (service: 'copy' | 'loan'): Wanted => ({
  patronRef: 'p_7Jq2mW0cVx1u',
  service,
  citation: {
    kind: service === 'copy' ? 'article' : 'book',
    title: 'Death and Life of Great American Cities',
    authors: ['Jacobs, Jane'],
    issn: [],
    isbn: ['9780679741954'],
  },
  wishes: { anyEdition: true, ebookAccepted: true, pieces: 1 },
});

export const lender = (symbol: string, more: Partial<LenderToAsk> = {}): LenderToAsk => ({
  partnerId: `0199b000-0000-7000-8000-0000000000${symbol.charCodeAt(0)}`,
  symbol,
  name: `${symbol} Library`,
  member: true,
  settledBy: 'nobody',
  why: 'Free, and nearest.',
  ...more,
});

export const borrow = (...lenders: readonly LenderToAsk[]): Outcome => ({ route: 'borrow', lenders: [...lenders] });
export const buy = (what: 'copy' | 'print' | 'e-book', addToCollection = true): Outcome => ({
  route: 'buy',
  what,
  provider: what === 'copy' ? 'get-it-now' : 'vendor',
  offer: 'Q-1',
  price: usd(2400),
  reservation: '0199b000-0000-7000-8000-00000000abcd',
  addToCollection,
});
/** What staff buy at the publisher's own site, for $30 at most. */
export const buyByHand: Outcome = {
  ...buy('copy', false),
  provider: 'publisher',
  offer: 'by-hand',
  price: usd(3000),
  byHand: true,
} as Outcome;
export const hold: Outcome = { route: 'hold', library: 'CPL', record: '1001', callNumber: 'FIC MOR' };
export const scan: Outcome = { route: 'scan', library: 'TSU', record: '2002' };
export const deliver: Outcome = { route: 'deliver', url: 'https://example.org/a.pdf', version: 'publishedVersion' };

/** Ids in order: 0…01, 0…02. */
export function countedIds(prefix = '0199b000-0000-7000-8000-1'): () => string {
  let next = 0;
  return () => `${prefix}${String((next += 1)).padStart(11, '0')}`;
}

/** Where every lender has two days to answer and an address; those whose symbol starts with H are reached by hand. */
export const surroundings = (at: string, newId: () => string): Surroundings => ({
  at,
  calendar,
  newId,
  lender: ({ why: _why, ...known }: Partial<LenderToAsk> & Omit<LenderToAsk, 'why'>) => ({
    ...known,
    daysToRespond: 2,
    ...(known.symbol.startsWith('H') ? {} : { address: `http://127.0.0.1/iso18626/${known.symbol}` }),
  }),
});
