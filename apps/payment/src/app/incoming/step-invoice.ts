import { err, money, ok, reject, type Rejection, type Result } from '#lib/kernel';
import { statement, type Tx } from '#lib/messaging';
import { keyOf, paidEntry, takenEntry, type TakenHow } from '../../domain/incoming/incoming.ts';
import { chart } from '../../domain/ledger/accounts.ts';
import { reversal, type Entry } from '../../domain/ledger/entry.ts';
import { DIFFERENCES } from '../../domain/matching/match-line.ts';
import { postAndTell } from '../post-entries.ts';
import { openBooks, today } from '../stores.ts';
import { awaitedOfCharge } from './awaited.ts';

interface Row {
  readonly payee: string;
  readonly number: string;
  readonly currency: string;
  readonly paid_on: Date | null;
  readonly paid: string | null;
  readonly reference: string | null;
  readonly withdrawn: string | null;
}
interface LineRow {
  readonly line: number;
  readonly minor: string;
  readonly verdict: string;
  readonly charge_id: string | null;
  readonly request_id: string | null;
  readonly cleared: string;
  readonly taken: TakenHow | 'contest' | null;
  readonly entry: string | null;
  readonly kind: string | null;
}

const INVOICE = statement(
  `select payee, number, currency, paid_on, paid_on::text as paid, reference, withdrawn from incoming_invoice where id = $1 for update`,
);
const LINES =
  statement(`select l.line, l.minor, l.verdict, l.charge_id, l.request_id, l.cleared, l.taken, e.id as entry, c.state -> 'cost' ->> 'kind' as kind
  from incoming_line l left join entry e on e.tenant = l.tenant and e.cause = l.invoice_id and e.purpose = 'line:' || l.line
    left join charge c on c.id = l.charge_id where l.invoice_id = $1 order by l.line`);
const TAKE = statement(
  'update incoming_line set taken = $3, reason = $4, cleared = $5, taken_at = $6, taken_by = $7 where invoice_id = $1 and line = $2',
);
const PAY = statement('update incoming_invoice set paid_on = $2, reference = $3 where id = $1');
const WITHDRAW = statement('update incoming_invoice set withdrawn = $2, key = $3 where id = $1');
const UNCLEAR = statement('update incoming_line set cleared = 0 where invoice_id = $1');

const waits = ({ taken, verdict }: LineRow): boolean => taken === null && DIFFERENCES.includes(verdict);
const no = (code: string, message: string, remedy: string, field?: string): Result<never, Rejection> =>
  err(reject(code, message, { remedy, ...(field && { field }) }));

async function load(tx: Tx, id: string): Promise<Result<{ readonly of: Row; readonly lines: readonly LineRow[] }, Rejection>> {
  await openBooks(tx);
  const [of] = await tx.query<Row>(INVOICE, [id]);
  if (!of) return no('not-found', `No such invoice came to this library: ${id}.`, 'Load the list again.');
  if (of.withdrawn !== null) return no('conflict', `Invoice ${of.number} of ${of.payee} was withdrawn.`, 'Enter it anew.');
  return ok({ of, lines: await tx.query<LineRow>(LINES, [id]) });
}

const entryOf = (
  { payee, number, currency }: Row,
  row: LineRow,
  how: TakenHow,
  id: string,
  cleared: number,
  person?: string,
): Entry =>
  takenEntry(how, {
    id,
    line: row.line,
    payee,
    number,
    amount: money(Number(row.minor), currency),
    cleared,
    person,
    requestId: row.request_id ?? undefined,
    expense: row.kind === 'buy' ? chart.purchases : chart.borrowing,
  });

/**
 * A person says what a line is that differs: accepted, it is owed, and what it asks beyond what was expected is an expense; contested, nothing is
 * posted, and what was expected goes on being expected until another invoice asks for it.
 */
export async function takeLine(
  tx: Tx,
  id: string,
  line: number,
  how: 'accept' | 'contest',
  reason: string,
): Promise<Result<void, Rejection>> {
  const found = await load(tx, id);
  if (!found.ok) return found;
  const { of, lines } = found.value;
  const row = lines.find((one) => one.line === line);
  if (!row) return no('not-found', `Invoice ${of.number} has no line ${line}.`, 'Load it again.');
  if (!waits(row)) return no('conflict', 'This line waits for nobody.', 'Load the page again.');
  const awaited = row.charge_id ? await awaitedOfCharge(tx, of.currency, of.payee, row.charge_id) : undefined;
  const cleared = how === 'accept' ? (awaited?.open ?? 0) : 0;
  await tx.execute(TAKE, [id, line, how, reason, cleared, tx.now().toISOString(), tx.actor ?? null]);
  if (how === 'contest') return ok(undefined);
  const isExpected = cleared === Number(row.minor);
  await postAndTell(tx, id, [entryOf(of, row, isExpected ? 'confirm' : 'accept', tx.newId(), cleared, reason)]);
  return ok(undefined);
}

/** The invoice was paid, all of it that was taken; posted once, however often it is said. Not while a line waits for a person. */
export async function payInvoice(tx: Tx, id: string, on: string, reference: string): Promise<Result<void, Rejection>> {
  const found = await load(tx, id);
  if (!found.ok) return found;
  const { of, lines } = found.value;
  if (of.paid !== null)
    return of.paid === on && of.reference === reference
      ? ok(undefined)
      : no(
          'already-paid',
          `Invoice ${of.number} of ${of.payee} was paid on ${of.paid}: ${of.reference ?? ''}.`,
          'Nothing is to be done.',
        );
  const open = lines.filter(waits);
  if (open.length)
    return no(
      'lines-wait',
      `${open.length} of its lines wait for a person: ${open.map(({ line }) => line).join(', ')}.`,
      'Accept or contest them first.',
    );
  if (on > today(tx)) return no('not-yet', `${on} has not come yet.`, 'Give the day the bank booked it.', 'on');
  const minor = lines.filter(({ taken }) => taken !== 'contest').reduce((sum, one) => sum + Number(one.minor), 0);
  if (minor === 0) return no('nothing-to-pay', 'Nothing of it is to be paid.', 'Withdraw it, or wait for their next one.');
  await tx.execute(PAY, [id, on, reference]);
  const { payee, number, currency } = of;
  await postAndTell(tx, id, [paidEntry({ payee, number, amount: money(minor, currency), on, reference }, tx.newId())]);
  return ok(undefined);
}

/** It was entered wrongly: what it posted is reversed, and its number is free to be entered anew. Not once it is paid. */
export async function withdrawInvoice(tx: Tx, id: string, reason: string): Promise<Result<void, Rejection>> {
  const found = await load(tx, id);
  if (!found.ok) return found;
  const { of, lines } = found.value;
  if (of.paid_on !== null)
    return no(
      'already-paid',
      `Invoice ${of.number} of ${of.payee} is paid.`,
      'Ask for a credit, and enter that as an invoice of its own.',
    );
  const back = lines.flatMap((row) => {
    if (!row.entry) return [];
    const how = row.taken === 'accept' && Number(row.cleared) !== Number(row.minor) ? 'accept' : 'confirm';
    return [reversal(entryOf(of, row, how, row.entry, Number(row.cleared)), tx.newId(), reason)];
  });
  await tx.execute(WITHDRAW, [id, reason, `${keyOf(of)} withdrawn ${id}`]);
  await tx.execute(UNCLEAR, [id]);
  await postAndTell(tx, id, back);
  return ok(undefined);
}
