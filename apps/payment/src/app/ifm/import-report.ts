import { createHash } from 'node:crypto';
import { json, statement, type Tx } from '#lib/messaging';
import { takenAs, type TakenAs, type Taken } from '../../domain/ifm/report-entries.ts';
import { lineKey, matchReport, type Matched, type Verdict } from '../../domain/ifm/match.ts';
import type { Report } from '../../domain/ifm/report.ts';
import { postAndTell } from '../post-entries.ts';
import { openBooks } from '../stores.ts';
import { expectedFor } from './expected.ts';

const BROUGHT = statement('select id from ifm_report where hash = $1');
const EARLIER = statement(
  `select l.key from ifm_line l join ifm_report r on r.id = l.report_id where r.side = $1 and r.month = $2 and r.currency = $3 and r.settler = $4 and l.verdict <> 'known'`,
);
const KEEP = statement(
  `insert into ifm_report (id, tenant, hash, side, month, currency, file_name, at, actor, settler) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
);
const LINES =
  statement(`insert into ifm_line (report_id, line, tenant, kind, number, symbol, day, minor, currency, key, verdict, why, charge_id,
    request_id, cleared, taken, taken_at, taken_by, settler)
  select $1::uuid, line, $2::text, kind, number, symbol, day, minor, $3::text, key, verdict, why, charge, request, cleared, taken,
    case when taken is not null then $4::timestamptz end, case when taken is not null then $5::text end, $7::text
  from jsonb_to_recordset($6::jsonb) as l(line int, kind text, number text, symbol text, day date, minor bigint, key text, verdict text, why text,
    charge uuid, request uuid, cleared bigint, taken text)`);

/** What needs no person. */
const AT_ONCE: Readonly<Partial<Record<Verdict, Taken>>> = { confirmed: 'confirm', refund: 'confirm', credit: 'credit' };

export interface Brought {
  readonly id: string;
  /** Whether the same file had been brought before: then nothing was changed. */
  readonly before: boolean;
}

/**
 * Keeps a report as it was read, holds each of its lines against what is expected, and posts what is as expected; the rest waits for a person.
 * The same file again changes nothing; another export of the same month posts nothing twice.
 * @param text the file, of which a hash is kept
 */
export async function importReport(tx: Tx, report: Report, text: string, fileName: string): Promise<Brought> {
  await openBooks(tx);
  const hash = createHash('sha256').update(text).digest('hex');
  const [brought] = await tx.query<{ id: string }>(BROUGHT, [hash]);
  if (brought) return { id: brought.id, before: true };
  const { by, side, month, currency, lines } = report;
  const symbols = [...new Set(lines.flatMap(({ symbol }) => symbol ?? []))];
  const earlier = await tx.query<{ key: string }>(EARLIER, [side, month, currency, by]);
  const expected = await expectedFor(tx, report, symbols);
  const matched = matchReport(
    report,
    expected,
    earlier.map(({ key }) => key),
  );
  const id = tx.newId();
  const posted = matched.map((one) => postingOf(tx, report, one));
  const now = tx.now().toISOString();
  await tx.execute(KEEP, [id, tx.tenant, hash, side, month, currency, fileName, now, tx.actor ?? null, by]);
  await tx.execute(LINES, [
    id,
    tx.tenant,
    currency,
    now,
    tx.actor ?? null,
    json(matched.map((one, nth) => rowOf(one, posted[nth]))),
    by,
  ]);
  await postAndTell(
    tx,
    id,
    posted.flatMap((one) => one?.entry ?? []),
  );
  return { id, before: false };
}

function postingOf(tx: Tx, { by, side }: Report, { verdict, line, requestId }: Matched): TakenAs | undefined {
  const how = AT_ONCE[verdict];
  return how && takenAs(how, { ...line, by, side, requestId, open: line.amount.minor }, tx.newId());
}

const rowOf = ({ line, verdict, why, charge, requestId }: Matched, posted: TakenAs | undefined) => ({
  ...line,
  amount: undefined,
  minor: line.amount.minor,
  key: lineKey(line),
  verdict,
  why,
  charge,
  request: requestId,
  cleared: posted?.cleared ?? 0,
  taken: AT_ONCE[verdict],
});
