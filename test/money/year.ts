import { CostIncurred, CostReversed } from '#lib/contracts';
import { money, seededRandom } from '#lib/kernel';
import type { Sent } from '#lib/testing';

/** Something told to payment, and when. */
export interface Happening {
  readonly at: Date;
  readonly sent: Sent;
}

const DESK = 'LCC';
const id = (n: number): string => `0198c0de-0000-7000-8000-${String(n).padStart(12, '0')}`;
const DAY = 86_400_000;
const round = (minor: number): number => Math.round(minor / 50) * 50;

interface Kind extends Pick<CostIncurred, 'payee' | 'settledBy' | 'member'> {
  readonly currency: string;
  /** Who borrows, where it is not the desk. */
  readonly tenant?: string;
}
/** How each of a month's charges comes: to whom, in what currency, settled by whom; the desk is the lender where it says so. */
const KINDS: readonly Kind[] = [
  { payee: 'ZZX', currency: 'USD', settledBy: 'OCLC' },
  { payee: 'TSU', currency: 'USD', settledBy: 'consortium', member: true },
  { payee: 'HFC', currency: 'USD', settledBy: 'consortium', member: true },
  { payee: DESK, currency: 'USD', settledBy: 'consortium', member: true, tenant: 'TSU' },
  { payee: 'SUB', currency: 'EUR', settledBy: 'invoice' },
  { payee: 'BLL', currency: 'GBP', settledBy: 'invoice' },
];

/**
 * A year of one desk: some eight charges a month in three currencies; one in six taken back, half of those after their month
 * was closed; one in eight heard of only when its month was closed; one in five told twice. By chance from a seed, so always the same.
 */
export function yearOf(year: number, seed: number): Happening[] {
  const random = seededRandom(seed);
  const all: Happening[] = [];
  for (let n = 1; n <= 96; n += 1) {
    const month = Math.floor((n - 1) / 8);
    const { tenant = DESK, currency, ...settled } = KINDS[Math.floor(random() * KINDS.length)]!;
    const happened = new Date(Date.UTC(year, month, 3 + Math.floor(random() * 25), 9 + Math.floor(random() * 8), n % 60));
    const late = random() < 1 / 8;
    const heard = late ? new Date(Date.UTC(year, month + 1, 4, 10, n % 60)) : happened;
    const data: CostIncurred = {
      requestId: id(1000 + n),
      kind: 'borrow',
      what: 'loan',
      amount: money(round(800 + random() * 3500), currency),
      ...settled,
    };
    const told: Sent = {
      message: CostIncurred,
      tenant,
      subject: id(n),
      correlation: id(1000 + n),
      time: happened.toISOString(),
      data,
    };
    all.push({ at: heard, sent: told });
    if (random() < 1 / 5) all.push({ at: new Date(heard.getTime() + 60_000), sent: told });
    if (random() < 1 / 6) {
      const at = new Date(heard.getTime() + (random() < 1 / 2 ? 2 : 40) * DAY);
      const back = { requestId: id(1000 + n), reason: 'Given back.' };
      all.push({ at, sent: { message: CostReversed, tenant, subject: id(n), correlation: id(1000 + n), data: back } });
    }
  }
  return all.toSorted((a, b) => a.at.getTime() - b.at.getTime());
}

/** What the desk does with its vouchers: a call, and for a step of a promise whose it is. */
export interface VoucherAct {
  readonly at: Date;
  readonly path: string;
  readonly of?: string;
  readonly body: object;
}

/** A year of the desk's drawer: cards bought, sent abroad for loans and copies, one accepted a month late, one come back, one lost at the count. */
export function drawerOf(year: number): VoucherAct[] {
  const on = (month: number, date: number, path: string, body: object = {}, of?: string): VoucherAct => ({
    at: new Date(Date.UTC(year, month - 1, date, 18)),
    path,
    body,
    ...(of && { of }),
  });
  const promise = (month: number, date: number, nth: number, halves: number): VoucherAct =>
    on(month, date, 'promises', { requestId: id(5000 + nth), lender: nth % 2 ? 'UBA' : 'SUB', halves }, `p${nth}`);
  const cards = ['F1', 'F2', 'F3', 'H1', 'H2'].map((number) => ({
    number,
    denomination: number.startsWith('H') ? 'half' : 'full',
  }));
  return [
    on(2, 3, 'orders', { order: `${year}-17`, cards }),
    promise(3, 10, 1, 2),
    on(3, 11, 'send', {}, 'p1'),
    on(3, 20, 'accept', {}, 'p1'),
    promise(5, 28, 2, 1),
    on(5, 29, 'send', {}, 'p2'),
    on(6, 12, 'accept', {}, 'p2'),
    promise(9, 8, 3, 2),
    on(9, 9, 'send', {}, 'p3'),
    on(10, 6, 'come-back', {}, 'p3'),
    on(11, 4, 'received', { from: 'UBA', lent: 'L-7', cards: [{ number: 'U9', denomination: 'full' }] }),
    on(12, 15, 'counts', {
      cards: ['F2', 'U9', 'H2'].map((number) => ({ number, denomination: number.startsWith('H') ? 'half' : 'full' })),
      reason: 'The year’s count',
    }),
  ];
}
