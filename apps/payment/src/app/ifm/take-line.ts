import { err, money, ok, reject, type Rejection, type Result } from '#lib/kernel';
import { statement, type Tx } from '#lib/messaging';
import { takenAs, type Taken } from '../../domain/ifm/report-entries.ts';
import type { Verdict } from '../../domain/ifm/match.ts';
import type { Side } from '../../domain/ifm/report.ts';
import type { Settler } from '../../domain/ifm/settler.ts';
import { DIFFERENCES } from '../../domain/matching/match-line.ts';
import { postAndTell } from '../post-entries.ts';
import { openBooks } from '../stores.ts';
import { expectedOfCharge } from './expected.ts';

const FIND = statement(
  'select l.kind, r.side, l.symbol, l.minor, l.currency, l.verdict, l.charge_id, l.request_id, l.taken from ifm_line l join ifm_report r on r.id = l.report_id where l.report_id = $1 and l.line = $2 and l.settler = $3 for update of l',
);
const TAKE = statement(
  'update ifm_line set taken = $3, reason = $4, cleared = $5, taken_at = $6, taken_by = $7 where report_id = $1 and line = $2',
);

interface Row {
  readonly kind: 'charge' | 'fee';
  readonly side: Side;
  readonly symbol: string | null;
  readonly minor: string;
  readonly currency: string;
  readonly verdict: Verdict;
  readonly charge_id: string | null;
  readonly request_id: string | null;
  readonly taken: Taken | null;
}

/**
 * A person says what a line is that differs: taken as it is, or contested with OCLC or the lender. What was likely is then certain. A contested line
 * stands in what the settler asks all the same, so what it asks too much is expected back until a report shows it; contested where nothing is known of
 * it, it posts nothing.
 */
export async function takeReportLine(
  tx: Tx,
  by: Settler,
  report: string,
  line: number,
  how: 'accept' | 'contest',
  reason: string,
): Promise<Result<void, Rejection>> {
  await openBooks(tx);
  const [row] = await tx.query<Row>(FIND, [report, line, by]);
  if (!row) return err(reject('not-found', `There is no line ${line} in such a report.`));
  if (row.taken || !DIFFERENCES.includes(row.verdict))
    return err(reject('conflict', 'This line waits for nobody.', { remedy: 'Load the page again.' }));
  const { kind, side, symbol, currency, charge_id: charge } = row;
  const expected = charge ? await expectedOfCharge(tx, { by, side, currency }, charge) : undefined;
  const amount = money(Number(row.minor), currency);
  const open = expected ? (kind === 'fee' ? expected.feeOpen : expected.open) : 0;
  const isPosted = how === 'accept' || charge !== null;
  const asExpected = how === 'accept' && open === amount.minor;
  const to = {
    by,
    side,
    line,
    kind,
    amount,
    symbol: symbol ?? undefined,
    requestId: row.request_id ?? undefined,
    open,
    person: reason,
  };
  const { cleared, entry } = takenAs(asExpected ? 'confirm' : how, to, tx.newId());
  const at = tx.now().toISOString();
  await tx.execute(TAKE, [report, line, how, reason, isPosted ? cleared : 0, at, tx.actor ?? null]);
  if (!isPosted) return ok(undefined);
  await postAndTell(tx, report, [entry]);
  return ok(undefined);
}
