import { err, money, ok, reject, type Rejection, type Result } from '#lib/kernel';
import { json, statement, type Tx } from '#lib/messaging';
import { checkTotal, keyOf, matchIncoming, takenEntry, type Incoming } from '../../domain/incoming/incoming.ts';
import { chart } from '../../domain/ledger/accounts.ts';
import { postAndTell } from '../post-entries.ts';
import { openBooks } from '../stores.ts';
import { awaitedFrom, spelled } from './awaited.ts';

const KNOWN = statement('select id, at from incoming_invoice where key = $1');
const KEEP = statement(
  'insert into incoming_invoice (id, tenant, key, payee, number, issued_on, currency, at, actor) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)',
);
const LINES =
  statement(`insert into incoming_line (invoice_id, line, tenant, what, reference, minor, verdict, why, charge_id, request_id, cleared, covered, taken, taken_at, taken_by)
  select $1::uuid, line, $2::text, what, reference, minor, verdict, why, charge, request, cleared, covered, taken,
    case when taken is not null then $3::timestamptz end, case when taken is not null then $4::text end
  from jsonb_to_recordset($5::jsonb) as l(line int, what text, reference text, minor bigint, verdict text, why text, charge uuid, request uuid,
    cleared bigint, covered bigint, taken text)`);

/**
 * Keeps an invoice that came, holds each line against what its payee is expected to ask, and posts what is as expected; the rest waits for a
 * person. The same number of the same payee is taken in once.
 */
export async function enterInvoice(tx: Tx, said: Incoming): Promise<Result<{ readonly id: string }, Rejection>> {
  await openBooks(tx);
  const total = checkTotal(said);
  if (!total.ok) return total;
  const payee = await spelled(tx, said.payee);
  const invoice = { ...said, payee };
  const key = keyOf(invoice);
  const [known] = await tx.query<{ id: string; at: Date }>(KNOWN, [key]);
  if (known)
    return err(
      reject('already-entered', `Invoice ${said.number} of ${payee} was entered on ${known.at.toISOString().slice(0, 10)}.`, {
        field: 'number',
        remedy: 'Look at that one; where it was entered wrongly, withdraw it first.',
      }),
    );
  const expected = await awaitedFrom(tx, invoice.currency, payee);
  const funded = new Set(expected.filter((one) => one.funded).map((one) => one.charge));
  const verdicts = matchIncoming(invoice, expected);
  const id = tx.newId();
  const rows = invoice.lines.map((line, n) => {
    const { verdict, why, charge, requestId } = verdicts[n]!;
    const isExpected = verdict === 'confirmed' || verdict === 'refund';
    const { minor, what, reference } = line;
    const request = requestId ?? line.requestId;
    return {
      line: line.line,
      what,
      reference,
      minor,
      verdict,
      why,
      charge,
      request,
      ...(isExpected
        ? { cleared: minor, covered: charge && funded.has(charge) ? minor : 0, taken: 'confirm' }
        : { cleared: 0, covered: 0, taken: undefined }),
    };
  });
  const now = tx.now().toISOString();
  const { number, date, currency } = invoice;
  await tx.execute(KEEP, [id, tx.tenant, key, payee, number, date, currency, now, tx.actor ?? null]);
  await tx.execute(LINES, [id, tx.tenant, now, tx.actor ?? null, json(rows)]);
  const entries = rows
    .filter(({ taken }) => taken)
    .flatMap(({ line, request, minor, cleared, covered }) => {
      const to = { id: tx.newId(), line, requestId: request, payee, number, amount: money(minor, currency), cleared, covered };
      return takenEntry('confirm', { ...to, expense: chart.borrowing }) ?? [];
    });
  await postAndTell(tx, id, entries);
  return ok({ id });
}
