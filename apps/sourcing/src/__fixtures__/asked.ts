import type { Citation } from '#lib/contracts';
import type { Asked } from '#lib/policy';
import type { KnownPartner } from '../adapters/look-ups.port.ts';

/** A request as look-ups are given it. */
export const asked = (service: 'loan' | 'copy', citation: Partial<Citation> & Pick<Citation, 'kind'>): Asked => ({
  library: 'BLL',
  currency: 'USD',
  service,
  citation: { authors: [], issn: [], isbn: [], ...citation },
  wishes: { anyEdition: true, ebookAccepted: true, pieces: 1 },
  verification: { status: 'confirmed', notes: [], retracted: false },
  submittedAt: '2025-10-06T13:00:00.000Z',
  now: '2025-10-06T13:00:00.000Z',
  today: '2025-10-06',
  workingDaysLeft: null,
  citationLeftToStaff: false,
});

export const aBook = (title: string, author: string, ...isbn: string[]): Citation => ({
  kind: 'book',
  title,
  authors: [author],
  issn: [],
  isbn,
});

export const aPartner = (symbol: string, more: Partial<KnownPartner> = {}): KnownPartner => ({
  partnerId: '0198c0de-0000-7000-8000-000000000001',
  symbol,
  name: symbol,
  member: true,
  country: 'US',
  settledBy: 'nobody',
  loansOpen: true,
  lendsAv: false,
  daysToRespond: { loan: 4, copy: 2 },
  lastResort: false,
  sameSystem: false,
  balance: 0,
  ...more,
});
