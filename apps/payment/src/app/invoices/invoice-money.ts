import { err, ok, reject, type Money, type Rejection, type Result } from '#lib/kernel';
import type { Tx } from '#lib/messaging';
import { paymentEntry } from '../../domain/invoices/invoice-entries.ts';
import type { InvoiceState } from '../../domain/invoices/invoice.ts';
import { reversal } from '../../domain/ledger/entry.ts';
import { postAndTell } from '../post-entries.ts';
import { inDays, notCome, openBooks, today } from '../stores.ts';
import { findInvoice, stepInvoice } from './drafts.ts';

export interface Came {
  readonly amount: Money;
  /** The day it was booked at the bank, `2025-10-06`. */
  readonly on: string;
  readonly reference: string;
}

const postingOf = ({ document, issued, payments }: InvoiceState, nth: number) =>
  paymentEntry({ id: payments[nth]!.entry, document: document!, number: issued!.number }, payments[nth]!, nth);

/**
 * Money came for an invoice (`pay`), or went back to the debtor (`refund`): posted once, however often it is said.
 * @param reminderDays what is still open then, a person is asked about again after so many days
 */
export async function noteMoney(
  tx: Tx,
  id: string,
  type: 'pay' | 'refund',
  { amount, on, reference }: Came,
  reminderDays: number,
): Promise<Result<void, Rejection>> {
  await openBooks(tx);
  const found = await findInvoice(tx, id);
  if (!found.ok) return found;
  const { document } = found.value.state;
  if (document && amount.currency !== document.currency)
    return err(
      reject('other-currency', `The invoice is in ${document.currency}; nothing is converted.`, {
        field: 'amount',
        remedy: `Give the amount in ${document.currency}, as the bank booked it.`,
      }),
    );
  const early = notCome(tx, on, 'Give the day it was booked.');
  if (early) return early;
  const came = { minor: amount.minor, on, reference, entry: tx.newId(), remindAt: inDays(tx, reminderDays) };
  const stepped = await stepInvoice(tx, found.value, { type, ...came });
  if (!stepped.ok) return stepped;
  const { state, events } = stepped.value;
  if (events.length) await postAndTell(tx, id, [postingOf(state, state.payments.length - 1)]);
  return ok(undefined);
}

/** What was noted as paid was not, or not for this invoice: the posting is reversed. Said again, nothing changes. @param nth counted from 0 */
export async function takeBackMoney(
  tx: Tx,
  id: string,
  nth: number,
  reason: string,
  reminderDays: number,
): Promise<Result<void, Rejection>> {
  await openBooks(tx);
  const found = await findInvoice(tx, id);
  if (!found.ok) return found;
  const stepped = await stepInvoice(tx, found.value, { type: 'take-back', nth, reason, remindAt: inDays(tx, reminderDays) });
  if (!stepped.ok) return stepped;
  const { state, events } = stepped.value;
  if (events.length) await postAndTell(tx, id, [reversal(postingOf(state, nth), tx.newId(), reason)]);
  return ok(undefined);
}

/** A reminder has gone out: it is off the worklist until so many days have passed. */
export async function noteReminder(tx: Tx, id: string, reminderDays: number): Promise<Result<void, Rejection>> {
  const found = await findInvoice(tx, id);
  if (!found.ok) return found;
  const stepped = await stepInvoice(tx, found.value, { type: 'remind', on: today(tx), remindAt: inDays(tx, reminderDays) });
  return stepped.ok ? ok(undefined) : stepped;
}
