import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { installDatabase, projectRoot, relayUrl, serviceUrl, startPostgres } from '#lib/service';
import { Program } from '../support/processes.ts';

export interface WorkbookResult {
  readonly rows: number;
  readonly columns: number;
  readonly seconds: number;
  readonly perSecond: number;
  readonly fileMegabytes: number;
  /** The most memory the writing process had (resident), and what it had before it began. */
  readonly peakMegabytes: number;
  readonly idleMegabytes: number;
}

/** What the writing process prints when it is done. */
export type Written = Pick<WorkbookResult, 'columns' | 'seconds' | 'fileMegabytes' | 'peakMegabytes' | 'idleMegabytes'>;

const TENANT = 'LCC';

/** Has a process of its own write the activity workbook of so many requests, from reporting's tables to a file. */
export async function workbookBench({ rows }: { rows: number }): Promise<WorkbookResult> {
  const folder = mkdtempSync(join(tmpdir(), 'trillium-workbook-'));
  const postgres = await startPostgres({ dataDir: join(folder, 'postgres'), test: true });
  try {
    const secret = randomBytes(16).toString('hex');
    await installDatabase({ ownerUrl: postgres.url, secret, root: projectRoot(), services: ['reporting'] });
    await seed(postgres.url, rows);
    const writer = new Program('workbook', ['dist/test/bench/workbook-writer.js', join(folder, 'activity.xlsx'), TENANT], {
      BENCH_DATABASE_URL: serviceUrl(postgres.url, 'reporting', secret),
      BENCH_RELAY_URL: relayUrl(postgres.url, secret),
    }).start();
    const [, said] = await writer.says(/written: (\{.*\})/, 600_000);
    await writer.ended();
    const written = JSON.parse(said!) as Written;
    return { rows, perSecond: Math.round(rows / written.seconds), ...written };
  } finally {
    await postgres.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Requests of one year, as different from each other as real ones: titles, ways, reasons, costs. */
async function seed(url: string, rows: number): Promise<void> {
  const owner = new pg.Client({ connectionString: url });
  await owner.connect();
  try {
    await owner.query(
      `insert into reporting.request_row (id, tenant, registers, service, kind, title, container, year, channel, patron_group, submitted_at,
         verified_at, decided_at, sent_at, received_at, finished_at, closed_at, outcome, route, rule_number, rule_id, policy_hash, reason,
         decisions, attempts, supplier, cost_minor, cost_currency)
       select uuidv7(), $2, '{}', case i % 3 when 0 then 'loan' else 'copy' end, case i % 3 when 0 then 'book' else 'article' end,
         'On the ' || md5(i::text) || ' of ' || md5((i / 7)::text) || ' in libraries', 'Journal ' || i % 900, 1960 + i % 65, 'upload', 'faculty',
         asked, asked + interval '2 s', asked + interval '5 s', asked + interval '1 min', asked + interval '3 d', asked + interval '3 d', asked + interval '20 d',
         'filled', case i % 4 when 0 then 'borrow' when 1 then 'link' when 2 then 'deliver' else 'buy' end, (1 + i % 25)::text, 'rule-' || i % 25,
         md5('policy'), 'A library of the consortium lends it for nothing; it is asked first because of the balance (' || i % 40 || ').',
         1, i % 4, case i % 4 when 0 then 'TSU' else null end, case i % 4 when 3 then 2400 + i % 5000 else null end,
         case i % 4 when 3 then 'USD' else null end
       from generate_series(1, $1::int) i, lateral (select timestamptz '2025-01-01' + i * (interval '364 d' / $1::int) as asked) moment`,
      [rows, TENANT],
    );
    await owner.query('analyze reporting.request_row');
  } finally {
    await owner.end();
  }
}
