import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { startPostgres } from '#lib/service';
import { NO_FAULTS } from '../iso18626/lossy.ts';
import { atWork, BORROWER, LENDER } from '../iso18626/staff.ts';
import { startTwo, untilStanding, type Two } from '../iso18626/two.ts';
import { percentile, treeMicros } from './cpu.ts';

export interface LoansResult {
  readonly loans: number;
  /** From the first request until the last loan is back on its shelf and closed on both sides. */
  readonly perSecond: number;
  /** Messages of ISO 18626 a second, each with its confirmation. */
  readonly messagesPerSecond: number;
  /** Milliseconds from a request's message to the end of its loan, when nothing else waits. */
  readonly alone: { readonly p50: number; readonly p95: number };
  /** CPU milliseconds a loan. */
  readonly cpuMillis: { readonly borrower: number; readonly lender: number; readonly PostgreSQL: number };
}

export interface LoansOptions {
  /** At once. */
  readonly loans: number;
  /** One after another, to see how long one takes alone. */
  readonly steady: number;
  readonly logFile?: string;
  readonly env?: Readonly<Record<string, string>>;
}

const WITHIN = 900_000;
/** Messages of a loan: Request, WillSupply, Loaned, Received, ShippedReturn, LoanCompleted. */
const MESSAGES = 6;

/**
 * Loans from request to return between two installations: fulfillment of each a process of its own on a database of its own, both on one
 * PostgreSQL that flushes to disk. What people do is done by the API, at once. Every message goes over HTTP and is confirmed.
 * @throws Error where not every loan is closed on both sides in a quarter of an hour
 */
export async function loansBench({ loans, steady, logFile, env }: LoansOptions): Promise<LoansResult> {
  const folder = mkdtempSync(join(tmpdir(), 'trillium-loans-'));
  const ends: (() => Promise<unknown> | void)[] = [() => rmSync(folder, { recursive: true, force: true })];
  try {
    const postgres = await startPostgres({ dataDir: join(folder, 'postgres') });
    ends.push(() => postgres.stop());
    const place = async (name: string): Promise<{ url: string; folder: string }> => {
      const admin = new pg.Client({ connectionString: postgres.url });
      await admin.connect();
      await admin.query(`create database ${name}`);
      await admin.end();
      const own = join(folder, name);
      mkdirSync(own);
      return { url: Object.assign(new URL(postgres.url), { pathname: `/${name}` }).href, folder: own };
    };
    const [borrower, lender] = [await place('borrower'), await place('lender')];
    const two = await startTwo({
      databases: { borrower: borrower.url, lender: lender.url },
      folders: { borrower: borrower.folder, lender: lender.folder },
      databaseSecret: randomBytes(32).toString('hex'),
      faults: NO_FAULTS,
      seed: 1,
      direct: true,
      ...(logFile && { logFile }),
      ...(env && { env }),
    });
    ends.push(() => two.close());
    const stops = [
      atWork(two.borrower, BORROWER, { side: 'borrower', hands: 8 }),
      atWork(two.lender, LENDER, { side: 'lender', hands: 8 }),
    ];
    ends.push(() => Promise.all(stops.map((stop) => stop())));
    let done = 0;
    const complete = async (count: number, at: number): Promise<void> => {
      done += count;
      for (let left = count; left > 0; left -= at) {
        await two.borrower.decided('loan', Math.min(at, left), two.asked);
        const closed = done - Math.max(0, left - at);
        await untilStanding(
          two,
          ({ borrowed, lent }) => borrowed['loan closed'] === closed && lent['loan returned'] === closed,
          WITHIN,
          at === 1 ? 10 : 250,
        );
      }
    };
    await complete(30, 30);
    const first = done;
    await complete(steady, 1);
    const alone = await taken(two, first, steady);
    const before = cpu(two, postgres.pid);
    const began = performance.now();
    await complete(loans, loans);
    const seconds = (performance.now() - began) / 1000;
    const after = cpu(two, postgres.pid);
    const each = (name: keyof typeof before): number => (after[name] - before[name]) / loans / 1000;
    return {
      loans,
      perSecond: loans / seconds,
      messagesPerSecond: (loans * MESSAGES) / seconds,
      alone,
      cpuMillis: { borrower: each('borrower'), lender: each('lender'), PostgreSQL: each('PostgreSQL') },
    };
  } finally {
    for (const end of ends.toReversed()) await end();
  }
}

const cpu = ({ borrower, lender }: Two, postgres: number) => ({
  borrower: treeMicros(borrower.program.pid!),
  lender: treeMicros(lender.program.pid!),
  PostgreSQL: treeMicros(postgres),
});

/** How long loans took, by the borrower's own records. */
async function taken({ borrower }: Two, after: number, count: number): Promise<{ p50: number; p95: number }> {
  const { rows } = await borrower.owner.query<{ ms: number }>(
    `select (extract(epoch from updated_at - created_at) * 1000)::float8 ms from fulfillment.attempt order by id offset $1 limit $2`,
    [after, count],
  );
  const all = rows.map(({ ms }) => ms);
  return { p50: percentile(all, 0.5), p95: percentile(all, 0.95) };
}
