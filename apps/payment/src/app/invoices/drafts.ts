import { err, ok, reject, type Rejection, type Result } from '#lib/kernel';
import { statement, type Loaded, type Tx } from '#lib/messaging';
import type { InvoiceDocument, Issuer, Language } from '../../domain/invoices/document.ts';
import { invoiceDecider, type InvoiceCommand, type InvoiceEvent, type InvoiceState } from '../../domain/invoices/invoice.ts';
import { invoicingDecider, type InvoicingState } from '../../domain/invoices/invoicing.ts';
import { monthOf, nextMonth, startOf } from '../../domain/settling/month.ts';
import { inDays, invoices, invoicingId, invoicings, openBooks } from '../stores.ts';

/** What the library's invoices have in common, as it stands. */
export const invoicingOf = async (tx: Tx): Promise<InvoicingState> => (await invoicings.load(tx, invoicingId(tx.tenant))).state;

/** Says anew who the library is on its invoices; those already issued stay as they are. */
export async function setInvoicing(tx: Tx, said: InvoicingState & { readonly issuer: Issuer }): Promise<Result<void, Rejection>> {
  const done = await invoicings.step(tx, invoicingId(tx.tenant), (state) =>
    invoicingDecider.decide(state, {
      type: 'set',
      ...said,
      draftMonthly: said.draftMonthly ?? state.draftMonthly,
      next: monthAfter(tx),
    }),
  );
  return done.ok ? ok(undefined) : done;
}

/** The first moment of the next month. */
export const monthAfter = (tx: Tx): string => startOf(nextMonth(monthOf(tx.now()))).toISOString();

/** A draft as it comes: what it does not say, the library's invoicing says. */
export type Drafted = Omit<InvoiceDocument, 'language' | 'dueDays'> & {
  readonly language?: Language | undefined;
  readonly dueDays?: number | undefined;
};

/** Drafts an invoice. */
export async function draftInvoice(
  tx: Tx,
  id: string,
  { language, dueDays, ...said }: Drafted,
  reminderDays: number,
): Promise<Result<void, Rejection>> {
  await openBooks(tx);
  if (said.debtor === tx.tenant)
    return err(reject('own-debtor', 'A library does not bill itself.', { field: 'debtor', remedy: 'Name the other library.' }));
  const common = await invoicingOf(tx);
  const document = { ...said, language: language ?? common.language, dueDays: dueDays ?? common.dueDays };
  const billed = await billedBefore(tx, id, document);
  if (!billed.ok) return billed;
  const stepped = await stepInvoice(tx, await invoices.load(tx, id), {
    type: 'draft',
    document,
    remindAt: inDays(tx, reminderDays),
  });
  return stepped.ok ? ok(undefined) : stepped;
}

/** Says an existing draft anew, whole. */
export async function redraftInvoice(tx: Tx, id: string, said: Drafted, reminderDays: number): Promise<Result<void, Rejection>> {
  const found = await findInvoice(tx, id);
  return found.ok ? draftInvoice(tx, id, said, reminderDays) : found;
}

/** A draft is not wanted after all. It has no number, so none is missing. */
export async function discardInvoice(tx: Tx, id: string, reason: string): Promise<Result<void, Rejection>> {
  const found = await findInvoice(tx, id);
  if (!found.ok) return found;
  const stepped = await stepInvoice(tx, found.value, { type: 'discard', reason });
  return stepped.ok ? ok(undefined) : stepped;
}

// a line that was credited may be asked again
const BILLED = statement(`select i.number, line.value ->> 'what' as what, line.value ->> 'lent' as lent
  from invoice i, jsonb_array_elements(i.state -> 'document' -> 'lines') with ordinality line(value, n)
  where i.kind = 'invoice' and i.status <> 'discarded' and i.id <> $1 and line.value ->> 'lent' = any($2::text[])
    and not exists (select from jsonb_array_elements(i.state -> 'credits') c where c -> 'lines' @> to_jsonb(line.n)) limit 1`);

/** What was lent is asked for once, on whatever invoice. */
export async function billedBefore(tx: Tx, id: string, { lines }: InvoiceDocument): Promise<Result<void, Rejection>> {
  const lent = lines.flatMap((line) => line.lent ?? []);
  const [found] = await tx.query<{ number: string | null; what: string; lent: string }>(BILLED, [id, lent]);
  if (!found) return ok(undefined);
  const at = lines.findIndex((line) => line.lent === found.lent);
  const where = found.number ? `invoice ${found.number}` : 'another draft';
  return err(
    reject('already-billed', `“${found.what}” stands on ${where} already.`, {
      field: `lines.${at}.lent`,
      remedy: found.number ? 'Leave the line out, or credit it there first.' : 'Leave the line out, or discard the other draft.',
    }),
  );
}

const TAKEN_BACK = statement(
  `select id::text as lent from lent_charge where status = 'taken-back' and id::text = any($1::text[]) limit 1`,
);

/** What was taken back after it was drafted is asked of nobody. */
export async function stillAsked(tx: Tx, { lines }: InvoiceDocument): Promise<Result<void, Rejection>> {
  const [found] = await tx.query<{ lent: string }>(TAKEN_BACK, [lines.flatMap((line) => line.lent ?? [])]);
  if (!found) return ok(undefined);
  const at = lines.findIndex((line) => line.lent === found.lent);
  return err(
    reject('taken-back', `“${lines[at]!.what}” is not asked any more.`, {
      field: `lines.${at}.lent`,
      remedy: 'Leave the line out of the draft, then issue it.',
    }),
  );
}

/** An invoice or credit note of the library. */
export async function findInvoice(tx: Tx, id: string): Promise<Result<Loaded<InvoiceState>, Rejection>> {
  const found = await invoices.find(tx, id);
  return found ? ok(found) : err(reject('not-found', `This library has no invoice ${id}.`, { remedy: 'Load the list again.' }));
}

/** Decides and saves one step; nothing is saved where nothing follows. */
export async function stepInvoice(
  tx: Tx,
  loaded: Loaded<InvoiceState>,
  command: InvoiceCommand,
): Promise<Result<{ readonly state: InvoiceState; readonly events: readonly InvoiceEvent[] }, Rejection>> {
  const decided = invoiceDecider.decide(loaded.state, command);
  if (!decided.ok) return decided;
  if (!decided.value.length) return ok({ state: loaded.state, events: [] });
  const { state } = await invoices.save(tx, loaded, decided.value);
  return ok({ state, events: decided.value });
}
