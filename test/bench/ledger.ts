import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { installDatabase, projectRoot, relayUrl, serviceUrl, startPostgres } from '#lib/service';
import { Program } from '../support/processes.ts';
import { loadCharges } from './ledger-load.ts';

export interface LedgerOptions {
  /** Charges between members; each is an entry in two books, of two lines each. */
  readonly transactions: number;
  readonly libraries: number;
  /** How many of them go the way a charge goes (policy, decider, store, outbox); the rest is written in bulk. */
  readonly posted: number;
}

/** What the process says that posts as payment does. */
export interface Posted {
  readonly charges: number;
  readonly seconds: number;
}

/** What the process says that reads statements and nets. */
export interface Read {
  readonly statements: number;
  readonly statementLines: number;
  readonly statementSeconds: number;
  /** Closing the months of all, and saying who pays whom. */
  readonly drawSeconds: number;
  readonly transfers: number;
  /** Every position with all lines that led to it. */
  readonly proofSeconds: number;
  readonly proofLines: number;
  readonly longestProof: number;
  /** In all books at once. */
  readonly approveSeconds: number;
  /** What all libraries together still owe or get afterwards, in minor units. */
  readonly left: number;
  /** The most memory the process had (resident), and before it began. */
  readonly peakMegabytes: number;
  readonly idleMegabytes: number;
}

export interface LedgerResult extends Read {
  readonly transactions: number;
  readonly libraries: number;
  readonly posted: Posted;
  readonly loadSeconds: number;
  readonly entries: number;
  readonly lines: number;
  readonly databaseMegabytes: number;
}

const WITHIN = 3_600_000;

/**
 * A year of charges between members in one ledger: every library's statement of the last month, then the year's netting with the proof of
 * every position, in a process of its own whose memory is measured.
 * @throws Error where a statement or a proof is not what the ledger holds
 */
export async function ledgerBench({ transactions, libraries, posted }: LedgerOptions): Promise<LedgerResult> {
  const folder = mkdtempSync(join(tmpdir(), 'trillium-ledger-'));
  const postgres = await startPostgres({ dataDir: join(folder, 'postgres') });
  const owner = new pg.Client({ connectionString: postgres.url });
  try {
    const secret = randomBytes(16).toString('hex');
    await installDatabase({ ownerUrl: postgres.url, secret, root: projectRoot(), services: ['payment'] });
    await owner.connect();
    const place = {
      BENCH_DATABASE_URL: serviceUrl(postgres.url, 'payment', secret),
      BENCH_RELAY_URL: relayUrl(postgres.url, secret),
      BENCH_LIBRARIES: String(libraries),
    };
    const made = await said<Posted>('ledger-poster', [String(posted)], place);
    const began = performance.now();
    await loadCharges(owner, { charges: transactions - posted, libraries });
    const loadSeconds = (performance.now() - began) / 1000;
    const read = await said<Read>('ledger-reader', [], place);
    const { rows } = await owner.query<Record<'entries' | 'lines' | 'bytes', string>>(
      `select (select count(*) from payment.entry where kind in ('consortium-charge', 'lending-credit')) as entries,
         (select count(*) from payment.posting) as lines, pg_database_size(current_database()) as bytes`,
    );
    const { entries, lines, bytes } = rows[0]!;
    return {
      transactions,
      libraries,
      posted: made,
      loadSeconds,
      entries: Number(entries),
      lines: Number(lines),
      databaseMegabytes: Math.round(Number(bytes) / 1024 / 1024),
      ...read,
    };
  } finally {
    await owner.end();
    await postgres.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function said<T>(name: string, args: readonly string[], env: Readonly<Record<string, string>>): Promise<T> {
  const program = new Program(name, [`dist/test/bench/${name}.js`, ...args], { ...env }).start();
  const [, text] = await program.says(/done: (\{.*\})/, WITHIN);
  await program.ended();
  return JSON.parse(text!) as T;
}
