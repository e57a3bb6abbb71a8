import { err, ok, reject, type Rejection, type Result } from '#lib/kernel';
import { statement, type Tx } from '#lib/messaging';
import { BILLED_SQL } from './billed.ts';
import { creditInvoice } from '../invoices/issue-invoice.ts';
import { discardInvoice, draftInvoice, findInvoice, invoicingOf, redraftInvoice } from '../invoices/drafts.ts';
import { openBooks } from '../stores.ts';
import { billLine } from '../../domain/lent/bill-line.ts';
import type { LentCharged } from '#lib/contracts';

/** Lines of one invoice. */
const MOST = 500;

const TO_BILL = statement(`with billed as (${BILLED_SQL})
  select c.id, c.minor, c.state -> 'charged' ->> 'service' as service, c.reference, c.sent_on::text as "sentOn" from lent_charge c
  where c.tenant = $1 and c.status = 'to-bill' and c.borrower = $2 and c.currency = $3 and ($4::date is null or c.sent_on < $4::date)
    and not exists (select from billed b where b.lent = c.id::text) order by c.sent_on, c.id limit ${MOST}`);
const BORROWERS = statement(`with billed as (${BILLED_SQL})
  select distinct c.borrower, c.currency from lent_charge c
  where c.tenant = $1 and c.status = 'to-bill' and c.sent_on < $2::date and not exists (select from billed b where b.lent = c.id::text) order by 1, 2`);
// a library's address, as it stood on the last invoice to it
const ADDRESS = statement(`select state -> 'document' ->> 'address' as address from invoice
  where tenant = $1 and debtor = $2 and kind = 'invoice' and status <> 'discarded' and state -> 'document' ? 'address' order by created_at desc limit 1`);
const STANDS_ON = statement(`select invoice, line, lines, status from (${BILLED_SQL}) b where lent = $2 limit 1`);

interface ToBill {
  readonly id: string;
  readonly minor: string;
  readonly service: LentCharged['service'];
  readonly reference: string | null;
  readonly sentOn: string;
}

/**
 * Drafts one invoice of all that is to be billed to a borrower in a currency, the oldest first; what was lent stands on one invoice only.
 * @param before only what was sent before that day
 * @returns the draft's id, or a rejection where nothing is to be billed
 */
export async function billLent(
  tx: Tx,
  borrower: string,
  currency: string,
  reminderDays: number,
  before?: string,
): Promise<Result<{ readonly id: string }, Rejection>> {
  await openBooks(tx);
  const rows = await tx.query<ToBill>(TO_BILL, [tx.tenant, borrower, currency, before ?? null]);
  if (!rows.length)
    return err(
      reject('not-found', `Nothing in ${currency} is to be billed to ${borrower}.`, {
        field: 'borrower',
        remedy: 'Load the list again: it may stand on a draft already.',
      }),
    );
  const { language } = await invoicingOf(tx);
  const [known] = await tx.query<{ address: string }>(ADDRESS, [tx.tenant, borrower]);
  const id = tx.newId();
  const lines = rows.map(({ id: lent, minor, service, reference, sentOn }) =>
    billLine({ lent, minor: Number(minor), service, sentOn, ...(reference && { reference }) }, language),
  );
  const drafted = await draftInvoice(
    tx,
    id,
    { debtor: borrower, currency, lines, ...(known && { address: known.address }) },
    reminderDays,
  );
  return drafted.ok ? ok({ id }) : drafted;
}

/** Drafts an invoice to every borrower to whom something sent before that day is to be billed. @returns how many */
export async function billAll(tx: Tx, before: string, reminderDays: number): Promise<number> {
  await openBooks(tx);
  let drafts = 0;
  for (const { borrower, currency } of await tx.query<{ borrower: string; currency: string }>(BORROWERS, [tx.tenant, before])) {
    // more than one invoice has room for goes on the next
    while ((await billLent(tx, borrower, currency, reminderDays, before)).ok) drafts += 1;
  }
  return drafts;
}

/** What was taken back stands on an invoice no more: its line is left out of a draft, or credited. */
export async function takeOffInvoice(
  tx: Tx,
  lent: string,
  reason: string,
  reminderDays: number,
): Promise<Result<void, Rejection>> {
  await openBooks(tx);
  const [on] = await tx.query<{ invoice: string; line: number; lines: number; status: string }>(STANDS_ON, [tx.tenant, lent]);
  if (!on) return err(reject('not-found', 'It stands on no invoice.', { remedy: 'Load the page again.' }));
  const found = await findInvoice(tx, on.invoice);
  if (!found.ok) return found;
  if (on.status !== 'draft') {
    const credited = await creditInvoice(tx, on.invoice, { lines: [on.line], reason }, reminderDays);
    return credited.ok ? ok(undefined) : credited;
  }
  if (on.lines === 1) return discardInvoice(tx, on.invoice, reason);
  const document = found.value.state.document!;
  return redraftInvoice(tx, on.invoice, { ...document, lines: document.lines.filter((one) => one.lent !== lent) }, reminderDays);
}
