import { err, money, ok, reject, type Rejection, type Result } from '#lib/kernel';
import { json, statement, type Tx } from '#lib/messaging';
import { keyOf, takenEntry, type TakenHow } from '../../domain/incoming/incoming.ts';
import {
  openOf,
  pay,
  paymentEntry,
  takeBack,
  toPayOf,
  type IncomingPayment,
  type Payable,
} from '../../domain/incoming/payments.ts';
import { chart } from '../../domain/ledger/accounts.ts';
import { reversal, type Entry } from '../../domain/ledger/entry.ts';
import { DIFFERENCES } from '../../domain/matching/match-line.ts';
import { postAndTell } from '../post-entries.ts';
import { notCome, openBooks } from '../stores.ts';
import { awaitedOfCharge } from './awaited.ts';

interface Row {
  readonly payee: string;
  readonly number: string;
  readonly currency: string;
  readonly withdrawn: string | null;
  readonly payments: readonly IncomingPayment[];
  /** Of one that was paid before several payments were kept: when, and the entry. */
  readonly paid: string | null;
  readonly reference: string | null;
  readonly paying: string | null;
}
interface LineRow {
  readonly line: number;
  readonly minor: string;
  readonly verdict: string;
  readonly charge_id: string | null;
  readonly request_id: string | null;
  readonly cleared: string;
  readonly covered: string;
  readonly taken: TakenHow | 'contest' | null;
  readonly entry: string | null;
  readonly kind: string | null;
}

const INVOICE = statement(
  `select payee, number, currency, paid_on::text as paid, reference, withdrawn, payments,
    (select e.id from entry e where e.tenant = i.tenant and e.cause = i.id and e.purpose = 'paid') as paying
  from incoming_invoice i where id = $1 for update`,
);
const LINES =
  statement(`select l.line, l.minor, l.verdict, l.charge_id, l.request_id, l.cleared, l.covered, l.taken, e.id as entry, c.state -> 'cost' ->> 'kind' as kind
  from incoming_line l left join entry e on e.tenant = l.tenant and e.cause = l.invoice_id and e.purpose = 'line:' || l.line
    left join charge c on c.id = l.charge_id where l.invoice_id = $1 order by l.line`);
const TAKE = statement(
  'update incoming_line set taken = $3, reason = $4, cleared = $5, covered = $6, taken_at = $7, taken_by = $8 where invoice_id = $1 and line = $2',
);
const PAY = statement('update incoming_invoice set payments = $2, paid_on = $3, reference = $4 where id = $1');
const WITHDRAW = statement('update incoming_invoice set withdrawn = $2, key = $3 where id = $1');
const UNCLEAR = statement('update incoming_line set cleared = 0, covered = 0 where invoice_id = $1');

const waits = ({ taken, verdict }: LineRow): boolean => taken === null && DIFFERENCES.includes(verdict);
const no = (code: string, message: string, remedy: string): Result<never, Rejection> => err(reject(code, message, { remedy }));

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
  { cleared, covered }: { readonly cleared: number; readonly covered: number },
  person?: string,
): Entry | undefined =>
  takenEntry(how, {
    id,
    line: row.line,
    payee,
    number,
    amount: money(Number(row.minor), currency),
    cleared,
    covered,
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
  const covered = awaited?.funded ? cleared : 0;
  await tx.execute(TAKE, [id, line, how, reason, cleared, covered, tx.now().toISOString(), tx.actor ?? null]);
  if (how === 'contest') return ok(undefined);
  const isExpected = cleared === Number(row.minor);
  const taken = entryOf(of, row, isExpected ? 'confirm' : 'accept', tx.newId(), { cleared, covered }, reason);
  await postAndTell(tx, id, taken ? [taken] : []);
  return ok(undefined);
}

/** What of it is to be paid, and was. */
function payableOf({ payee, number, currency, payments, paid, reference, paying }: Row, lines: readonly LineRow[]): Payable {
  const toPay = toPayOf(lines);
  const before = paid !== null && paying !== null && !payments.length;
  return {
    payee,
    number,
    currency,
    toPay,
    payments: before ? [{ minor: toPay, on: paid, reference: reference ?? '', entry: paying }] : payments,
  };
}

/** Keeps its payments; the day of the last one is the invoice's once all is paid. */
async function keep(tx: Tx, id: string, of: Payable): Promise<void> {
  const last = openOf(of) === 0 ? of.payments.findLast(({ takenBack }) => takenBack === undefined) : undefined;
  await tx.execute(PAY, [id, json(of.payments), last?.on ?? null, last?.reference ?? null]);
}

/** All of it that was taken was paid, or a part; posted once, however often it is said. Not while a line waits for a person. */
export async function payInvoice(
  tx: Tx,
  id: string,
  said: { readonly on: string; readonly reference: string; readonly minor?: number | undefined },
): Promise<Result<void, Rejection>> {
  const found = await load(tx, id);
  if (!found.ok) return found;
  const { of, lines } = found.value;
  const open = lines.filter(waits);
  if (open.length)
    return no(
      'lines-wait',
      `${open.length} of its lines wait for a person: ${open.map(({ line }) => line).join(', ')}.`,
      'Accept or contest them first.',
    );
  const early = notCome(tx, said.on, 'Give the day the bank booked it.');
  if (early) return early;
  const before = payableOf(of, lines);
  const done = pay(before, { ...said, entry: tx.newId() });
  if (!done.ok) return done;
  if (done.value === before.payments) return ok(undefined);
  const nth = done.value.length - 1;
  await keep(tx, id, { ...before, payments: done.value });
  await postAndTell(tx, id, [paymentEntry(before, done.value[nth]!, nth)]);
  return ok(undefined);
}

/** A payment was noted wrongly: the posting is reversed, once. @param nth counted from 0 */
export async function takeBackPayment(tx: Tx, id: string, nth: number, reason: string): Promise<Result<void, Rejection>> {
  const found = await load(tx, id);
  if (!found.ok) return found;
  const before = payableOf(found.value.of, found.value.lines);
  const done = takeBack(before, nth, reason);
  if (!done.ok) return done;
  if (done.value === before.payments) return ok(undefined);
  await keep(tx, id, { ...before, payments: done.value });
  await postAndTell(tx, id, [reversal(paymentEntry(before, before.payments[nth]!, nth), tx.newId(), reason)]);
  return ok(undefined);
}

/** It was entered wrongly: what it posted is reversed, and its number is free to be entered anew. Not once something of it is paid. */
export async function withdrawInvoice(tx: Tx, id: string, reason: string): Promise<Result<void, Rejection>> {
  const found = await load(tx, id);
  if (!found.ok) return found;
  const { of, lines } = found.value;
  const payable = payableOf(of, lines);
  if (openOf(payable) !== payable.toPay)
    return no(
      'already-paid',
      `Invoice ${of.number} of ${of.payee} is paid, all of it or a part.`,
      'Take the payment back where it was noted wrongly; else ask for a credit, and enter that as an invoice of its own.',
    );
  const back = lines.flatMap((row) => {
    if (!row.entry) return [];
    const how = row.taken === 'accept' && Number(row.cleared) !== Number(row.minor) ? 'accept' : 'confirm';
    const posted = entryOf(of, row, how, row.entry, { cleared: Number(row.cleared), covered: Number(row.covered) });
    return posted ? [reversal(posted, tx.newId(), reason)] : [];
  });
  await tx.execute(WITHDRAW, [id, reason, `${keyOf(of)} withdrawn ${id}`]);
  await tx.execute(UNCLEAR, [id]);
  await postAndTell(tx, id, back);
  return ok(undefined);
}
