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
