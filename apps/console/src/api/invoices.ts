import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { get, send } from './client.ts';
import { BOOKS, type Booked } from './money.ts';
import type { Money } from './shapes.ts';

export const INVOICE_STATUSES = ['draft', 'issued', 'overdue', 'to-refund', 'settled', 'discarded'] as const;
export type InvoiceStatus = (typeof INVOICE_STATUSES)[number];
export const INVOICE_LANGUAGES = ['en', 'es'] as const;
type Language = (typeof INVOICE_LANGUAGES)[number];

/** What the library's invoices have in common. */
export interface Invoicing {
  /** Nobody has said it yet where it is absent; until then none can be issued. */
  readonly issuer?: { readonly name: string; readonly address: string; readonly payTo: string };
  readonly dueDays: number;
  readonly language: Language;
  /** Whether what was lent in a month is put on drafts by itself once it is over. */
  readonly draftMonthly: boolean;
}
export interface InvoiceSummary {
  readonly id: string;
  readonly kind: 'invoice' | 'credit-note';
  readonly status: InvoiceStatus;
  readonly number?: string;
  readonly debtor: string;
  readonly issuedOn?: string;
  readonly dueOn?: string;
  readonly total: Money;
  /** Below zero: to be paid back. */
  readonly open: Money;
  readonly reminders: number;
}
export interface InvoiceList {
  readonly invoices: readonly InvoiceSummary[];
  readonly more: boolean;
  /** Of all of them, by currency. */
  readonly open: readonly { readonly owed: Money; readonly overdue: Money; readonly toRefund: Money }[];
}
interface LineWords {
  readonly what: string;
  readonly lent?: string;
  readonly reference?: string;
  readonly reason?: string;
}
export interface Invoice extends InvoiceSummary {
  readonly address?: string;
  readonly language: Language;
  readonly dueDays: number;
  readonly lines: readonly (LineWords & { readonly amount: Money; readonly credited: boolean })[];
  readonly note?: string;
  readonly of?: { readonly id: string; readonly number: string; readonly reason: string };
  readonly credits: readonly { readonly id: string; readonly number: string; readonly amount: Money }[];
  readonly payments: readonly Booked[];
  readonly remindedOn?: string;
  readonly discardedBecause?: string;
}
export interface InvoiceDraft {
  readonly debtor: string;
  readonly address?: string;
  readonly currency: string;
  readonly language: Language;
  readonly dueDays: number;
  readonly lines: readonly (LineWords & { readonly minor: number })[];
  readonly note?: string;
}

const INVOICING = '/api/payment/invoicing';
const INVOICES = '/api/payment/invoices';
const KEY = [...BOOKS, 'invoices'] as const;

export const invoicingQuery = queryOptions({
  queryKey: [...BOOKS, 'invoicing'],
  queryFn: ({ signal }): Promise<Invoicing> => get(INVOICING, signal),
});
export const invoicesQuery = (status: string | undefined, after: string | undefined) =>
  queryOptions({
    queryKey: [...KEY, 'list', status ?? '', after ?? ''],
    placeholderData: keepPreviousData,
    queryFn: ({ signal }): Promise<InvoiceList> => {
      const asked = new URLSearchParams({ ...(status && { status }), ...(after && { after }) });
      return get(`${INVOICES}?${asked.toString()}`, signal);
    },
  });
export const invoiceQuery = (id: string) =>
  queryOptions({
    queryKey: [...KEY, 'one', id],
    queryFn: ({ signal }): Promise<Invoice> => get(`${INVOICES}/${encodeURIComponent(id)}`, signal),
  });
/** Its pages as a file. */
export const invoiceFile = (id: string): string => `${INVOICES}/${id}/invoice.pdf`;

type Body = Readonly<Record<string, unknown>>;
export const setInvoicing = ({ name, address, payTo, ...common }: Body): Promise<Invoicing> =>
  send('PUT', INVOICING, { issuer: { name, address, payTo }, ...common });
/** @param id of the draft that is said anew */
export const saveDraft = (draft: InvoiceDraft, id?: string): Promise<Invoice> =>
  id ? send('PUT', `${INVOICES}/${id}`, draft) : send('POST', INVOICES, draft);
export const issueInvoice = (id: string) => (): Promise<Invoice> => send('POST', `${INVOICES}/${id}/issue`);
export const discardDraft =
  (id: string) =>
  (body: Body): Promise<Invoice> =>
    send('POST', `${INVOICES}/${id}/discard`, body);
export const notePayment =
  (id: string, what: 'payments' | 'refunds') =>
  (body: Body): Promise<Invoice> =>
    send('POST', `${INVOICES}/${id}/${what}`, body);
export const takeBackPayment =
  (id: string, nth: number) =>
  (body: Body): Promise<Invoice> =>
    send('POST', `${INVOICES}/${id}/payments/${nth}/take-back`, body);
/** @param lines which, counted from 1 */
export const creditInvoice = (id: string, lines: readonly number[], body: Body): Promise<Invoice> =>
  send('POST', `${INVOICES}/${id}/credit`, { ...body, lines });
export const noteReminder = (id: string) => (): Promise<void> => send('POST', `${INVOICES}/${id}/reminders`);
