import { err, ok, reject, type Rejection, type Result } from '#lib/kernel';
import { statement, type Tx } from '#lib/messaging';
import { dayAfter, totalOf, type Issued, type Issuer } from '../../domain/invoices/document.ts';
import { creditEntry, issuedEntry } from '../../domain/invoices/invoice-entries.ts';
import { invoiceDecider, type InvoiceCommand } from '../../domain/invoices/invoice.ts';
import { postAndTell } from '../post-entries.ts';
import { inDays, invoices, openBooks, today } from '../stores.ts';
import { billedBefore, findInvoice, invoicingOf, stepInvoice, stillAsked } from './drafts.ts';

// which number is the next, the database says; whoever else wants one waits for this transaction's end
const NUMBER = statement('insert into invoice_number (tenant, year, invoice_id, at) values ($1, $2, $3, $4) returning number');

async function nextNumber(tx: Tx, invoice: string, on: string): Promise<string> {
  const [row] = await tx.query<{ number: string }>(NUMBER, [tx.tenant, Number(on.slice(0, 4)), invoice, tx.now().toISOString()]);
  return row!.number;
}

async function issuerOf(tx: Tx): Promise<Result<Issuer, Rejection>> {
  const { issuer } = await invoicingOf(tx);
  return issuer
    ? ok(issuer)
    : err(
        reject('no-issuer', 'Nobody has said yet who this library is on its invoices, and where they are paid.', {
          remedy: 'Say it: PUT /api/payment/invoicing.',
        }),
      );
}

/**
 * Issues a draft: it gets the next number of the library's year, stands in the books, and never changes from then on. All of it, or nothing: where
 * anything fails the number is free again and goes to the next one.
 */
export async function issueInvoice(tx: Tx, id: string): Promise<Result<{ readonly number: string }, Rejection>> {
  await openBooks(tx);
  const found = await findInvoice(tx, id);
  if (!found.ok) return found;
  const from = await issuerOf(tx);
  if (!from.ok) return from;
  const { document } = found.value.state;
  const on = today(tx);
  const issue = (number: string): InvoiceCommand => ({
    type: 'issue',
    issued: { number, on, due: dayAfter(on, document?.dueDays ?? 0), from: from.value },
  });
  // before a number is taken
  const may = invoiceDecider.decide(found.value.state, issue(''));
  if (!may.ok) return may;
  const billed = await billedBefore(tx, id, document!);
  if (!billed.ok) return billed;
  const asked = await stillAsked(tx, document!);
  if (!asked.ok) return asked;
  const number = await nextNumber(tx, id, on);
  const stepped = await stepInvoice(tx, found.value, issue(number));
  if (!stepped.ok) return stepped;
  await postAndTell(tx, id, [issuedEntry({ id: tx.newId(), document: document!, number })]);
  return ok({ number });
}

/**
 * Credits an invoice, or some of its lines, by a credit note with a number of the same series.
 * @param lines which, counted from 1; without them all that are not credited yet
 * @param reminderDays where more was paid than is asked now, a person is asked again after so many days
 */
export async function creditInvoice(
  tx: Tx,
  id: string,
  { lines, reason }: { readonly lines?: readonly number[] | undefined; readonly reason: string },
  reminderDays: number,
): Promise<Result<{ readonly id: string; readonly number: string }, Rejection>> {
  await openBooks(tx);
  const found = await findInvoice(tx, id);
  if (!found.ok) return found;
  const from = await issuerOf(tx);
  if (!from.ok) return from;
  const { document, issued, credits } = found.value.state;
  const before = new Set(credits.flatMap((one) => one.lines));
  const wanted = lines ?? (document?.lines ?? []).map((_, n) => n + 1).filter((line) => !before.has(line));
  const own = wanted.flatMap((line) => document?.lines[line - 1] ?? []);
  const note = tx.newId();
  const credit = (number: string): InvoiceCommand => ({
    type: 'credit',
    credit: { id: note, number, lines: wanted, minor: totalOf(own) },
    remindAt: inDays(tx, reminderDays),
  });
  // before a number is taken
  const may = invoiceDecider.decide(found.value.state, credit(''));
  if (!may.ok) return may;
  const on = today(tx);
  const number = await nextNumber(tx, note, on);
  const stepped = await stepInvoice(tx, found.value, credit(number));
  if (!stepped.ok) return stepped;
  const of = { id, number: issued!.number, lines: wanted, reason };
  const said: { document: NonNullable<typeof document>; issued: Issued } = {
    document: { ...document!, lines: own },
    issued: { number, on, from: from.value },
  };
  const noted = await stepInvoice(tx, await invoices.load(tx, note), { type: 'issue-credit', ...said, of });
  if (!noted.ok) return noted;
  await postAndTell(tx, note, [creditEntry({ id: tx.newId(), document: said.document, number }, of)]);
  return ok({ id: note, number });
}
