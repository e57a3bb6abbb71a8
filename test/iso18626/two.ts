import { randomUUID } from 'node:crypto';
import { until } from '../support/client.ts';
import { startClock, type SharedClock } from './clock.ts';
import { startInstallation, type Installation, type Lender } from './installation.ts';
import { startLine, type Faults, type LossyLine } from './lossy.ts';

export const SETTLED_BY = 'invoice';

/** Two installations that lend to each other over a line with faults: one borrows (BOR), one lends (LEN). */
export interface Two {
  readonly borrower: Installation;
  readonly lender: Installation;
  readonly clock: SharedClock;
  /** To the lender, and to the borrower. */
  readonly lines: { readonly there: LossyLine; readonly back: LossyLine };
  /** As decisions name the lender. */
  readonly asked: Lender;
  close(): Promise<void>;
}
export interface TwoOptions {
  readonly databases: { readonly borrower: string; readonly lender: string };
  readonly databaseSecret: string;
  readonly folders: { readonly borrower: string; readonly lender: string };
  readonly faults: Faults;
  readonly seed: number;
  /** Without the lines: each sends to the other itself. */
  readonly direct?: boolean;
  readonly logFile?: string;
  readonly env?: Readonly<Record<string, string>>;
}

export async function startTwo({
  databases,
  databaseSecret,
  folders,
  faults,
  seed,
  direct = false,
  ...more
}: TwoOptions): Promise<Two> {
  const ends: (() => Promise<unknown>)[] = [];
  const close = async (): Promise<void> => {
    for (const end of ends.splice(0).toReversed()) await end();
  };
  try {
    const clock = await startClock();
    ends.push(() => clock.close());
    const start = async (side: 'borrower' | 'lender', library: string): Promise<Installation> => {
      const installation = await startInstallation({
        library,
        databaseUrl: databases[side],
        databaseSecret,
        clockUrl: clock.url,
        folder: folders[side],
        ...more,
      });
      ends.push(() => installation.close());
      return installation;
    };
    const borrower = await start('borrower', 'BOR');
    const lender = await start('lender', 'LEN');
    const lineTo = async (target: Installation, salt: number): Promise<LossyLine> => {
      const line = await startLine(() => target.url(), faults, seed + salt);
      ends.push(() => line.close());
      return line;
    };
    const lines = { there: await lineTo(lender, 1), back: await lineTo(borrower, 2) };
    await borrower.introduce({
      symbol: 'LEN',
      address: direct ? `${lender.url()}/iso18626` : lines.there.url,
      settledBy: SETTLED_BY,
    });
    await lender.introduce({
      symbol: 'BOR',
      address: direct ? `${borrower.url()}/iso18626` : lines.back.url,
      settledBy: SETTLED_BY,
    });
    return { borrower, lender, clock, lines, asked: { symbol: 'LEN', partnerId: randomUUID(), settledBy: SETTLED_BY }, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** How many on each side stand where: `loan closed`. */
export async function standing({ borrower, lender }: Two): Promise<{ borrowed: Counts; lent: Counts }> {
  const count = async ({ owner }: Installation, sql: string): Promise<Counts> => {
    const { rows } = await owner.query<{ at: string; n: number }>(sql);
    return Object.fromEntries(rows.map(({ at, n }) => [at, n]));
  };
  return {
    borrowed: await count(
      borrower,
      `select service || ' ' || status as "at", count(*)::int n from fulfillment.attempt group by 1 order by 1`,
    ),
    lent: await count(
      lender,
      `select service || ' ' || status as "at", count(*)::int n from fulfillment.lent group by 1 order by 1`,
    ),
  };
}
export type Counts = Readonly<Record<string, number>>;

/** Waits until it holds, looking every so many milliseconds. @throws Error with how things stand */
export async function untilStanding(
  two: Two,
  holds: (now: { borrowed: Counts; lent: Counts }) => boolean,
  within: number,
  every = 500,
): Promise<void> {
  const end = Date.now() + within;
  for (;;) {
    const now = await standing(two);
    if (holds(now)) return;
    if (Date.now() > end) throw new Error(`after ${within / 1000} s: ${JSON.stringify({ ...now, ...(await waiting(two)) })}`);
    await new Promise((resolve) => setTimeout(resolve, every));
  }
}

/** Waits until neither side has anything left to tell. @throws Error after that many milliseconds */
export const told = ({ borrower, lender }: Two, within: number): Promise<true> =>
  until(
    'nothing is left to be told',
    async () => {
      const left = await Promise.all([borrower, lender].map(({ owner }) => owner.query('select 1 from fulfillment.job limit 1')));
      return left.every(({ rows }) => !rows.length) || undefined;
    },
    within,
    500,
  );

/** What has not been told, and why, so that a failure says more than a number. */
async function waiting({ borrower, lender, lines }: Two): Promise<object> {
  const jobs = async ({ owner }: Installation): Promise<unknown[]> => {
    const { rows } = await owner.query(
      `select kind, attempts, error, count(*)::int n, (min(due_at) - now())::text "in" from fulfillment.job group by 1, 2, 3 order by 1, 2 limit 20`,
    );
    return rows;
  };
  const holds = async ({ owner }: Installation): Promise<unknown[]> =>
    (await owner.query('select error, attempts, count(*)::int n from fulfillment.hold group by 1, 2')).rows;
  return {
    jobs: [await jobs(borrower), await jobs(lender)],
    holds: [await holds(borrower), await holds(lender)],
    lines: [lines.there.did, lines.back.did],
    log: [borrower, lender].map(({ program }) => program.output.slice(-1500)),
  };
}
