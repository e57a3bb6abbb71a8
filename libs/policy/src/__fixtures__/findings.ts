import type { Asked, Found, Holder, Lookups } from '../index.ts';
import { AT } from './policies.ts';

/** What a look-up answered, at the fixtures' moment. */
export const found = <Value>(value: Value, source = 'test'): Found<Value> => ({ known: true, value, source, at: AT });
export const usd = (minor: number) => ({ minor, currency: 'USD' });

/** A request for a book, as it stands when it comes in. */
export const asked = (
  more: Partial<Asked> = {},
  citation: Partial<Asked['citation']> = {},
  wishes: Partial<Asked['wishes']> = {},
): Asked => ({
  library: 'LCC',
  currency: 'USD',
  service: 'loan',
  citation: { kind: 'book', authors: [], issn: [], isbn: ['9780961392147'], year: 2001, ...citation },
  wishes: { anyEdition: true, ebookAccepted: true, pieces: 1, ...wishes },
  verification: { status: 'confirmed', notes: [], retracted: false },
  submittedAt: AT,
  now: AT,
  today: '2025-10-06',
  workingDaysLeft: null,
  citationLeftToStaff: false,
  ...more,
});
/** A request for an article. */
export const article = (more: Partial<Asked> = {}, citation: Partial<Asked['citation']> = {}): Asked =>
  asked({ service: 'copy', ...more }, { kind: 'article', isbn: [], issn: ['1078-8956'], year: 2023, doi: '10.1/x', ...citation });

/** A member that lends for nothing and holds it in print. */
export const holder = (symbol: string, more: Partial<Holder> = {}): Holder => ({
  partnerId: '0198c0de-0000-7000-8000-000000000001',
  symbol,
  name: symbol,
  member: true,
  abroad: false,
  settledBy: 'nobody',
  loansOpen: true,
  lendsAv: false,
  lastResort: false,
  sameSystem: false,
  daysToRespond: 4,
  balance: 0,
  edition: 'same',
  format: 'print',
  maySupply: true,
  ...more,
});
export const holders = (...list: Holder[]): Lookups => ({ holders: found({ holders: list, classes: [], genres: [] }) });

/** All that is free to look up, for something that nobody has. */
export const findings = (request: Asked, more: Lookups = {}): Lookups => ({
  request: found(request, 'the request'),
  patron: found({ blocked: false, group: 'faculty' }),
  earlier: found({}),
  tried: found({ tried: [] }),
  fund: found({ fund: 'ILL', available: usd(50_000) }),
  vouchers: found({ full: 0, half: 0 }),
  'open-requests': found({ open: 1, thisYear: 3 }),
  'course-adoptions': found({ courses: [] }),
  'own-catalog': found({ records: [] }),
  licenses: found({ titles: [] }),
  'open-access': found({ copies: [] }),
  copyright: found({ copies: [] }),
  ...holders(),
  ...more,
});
