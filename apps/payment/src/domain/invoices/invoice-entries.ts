import { formatMoney, money, type Money } from '#lib/kernel';
import { chart } from '../ledger/accounts.ts';
import { credit, debit, entry, type Entry } from '../ledger/entry.ts';
import { amountOf, type InvoiceDocument } from './document.ts';
import type { CreditOf, Payment } from './invoice.ts';

interface Of {
  readonly id: string;
  readonly document: InvoiceDocument;
  readonly number: string;
}
const base = ({ id, document }: Of, purpose: string) =>
  ({ id, purpose, counterparty: document.debtor, settledBy: 'invoice' }) as const;

/**
 * An invoice of one's own in the books:
 *
 * | | debit | credit |
 * |---|---|---|
 * | issued | receivable:DEBTOR | income:lending |
 * | credited | income:lending | receivable:DEBTOR |
 * | paid | bank | receivable:DEBTOR |
 * | paid back | receivable:DEBTOR | bank |
 *
 * So `receivable:DEBTOR` is what is open of all its invoices.
 */
export function issuedEntry(of: Of): Entry {
  const amount = amountOf(of.document);
  return entry({
    ...base(of, 'issue'),
    kind: 'own-invoice',
    description: `Invoice ${of.number} to ${of.document.debtor}, ${formatMoney(amount)}`,
    lines: [debit(chart.receivable(of.document.debtor), amount), credit(chart.lending, amount)],
  });
}

/** A credit note takes from what was asked and from what was earned. */
export function creditEntry(of: Of, { number, reason }: CreditOf): Entry {
  const amount = amountOf(of.document);
  return entry({
    ...base(of, 'credit'),
    kind: 'credit-note',
    description: `Credit note ${of.number} to ${of.document.debtor} on ${number}, ${formatMoney(amount)}`,
    because: { rules: [], person: reason },
    lines: [debit(chart.lending, amount), credit(chart.receivable(of.document.debtor), amount)],
  });
}

/** Money that came, or went back; `nth` counts those of one invoice. */
export function paymentEntry(of: Of, { minor, reference, on }: Payment, nth: number): Entry {
  const amount: Money = money(minor, of.document.currency);
  const absolute = formatMoney(money(Math.abs(minor), of.document.currency));
  const words =
    minor > 0
      ? `${absolute} came from ${of.document.debtor} for ${of.number}`
      : `${absolute} of ${of.number} paid back to ${of.document.debtor}`;
  return entry({
    ...base(of, `payment:${nth}`),
    kind: 'invoice-paid',
    description: `${words}, ${on}: ${reference}`,
    lines: [debit(chart.bank, amount), credit(chart.receivable(of.document.debtor), amount)],
  });
}
