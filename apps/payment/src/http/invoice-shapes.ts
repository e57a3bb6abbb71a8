import { z } from 'zod';
import { Day, MoneyShape, Moment, Sentence } from '#lib/contracts';
import { VOUCHER_HALVES } from '#lib/kernel';
import { LANGUAGES } from '../domain/invoices/document.ts';
import { CurrencyCode } from './settling-shapes.ts';

const Text = (most: number) => z.string().trim().min(1).max(most);
const Lines = Text(400).refine((text) => text.split('\n').length <= 8, 'it has more than eight lines');
const Currency = CurrencyCode.refine((code) => code !== VOUCHER_HALVES, 'an invoice asks for money, not for vouchers');
export const PartnerSymbol = Text(40)
  .regex(/^[\p{L}\p{N}][\p{L}\p{N} ._-]*$/u, 'it may have letters, digits, blanks, dots, hyphens and underscores')
  .meta({ description: 'The other library’s symbol', example: 'ZZX' });
const Language = z.enum(LANGUAGES).meta({ description: 'In which its pages are printed' });
const DueDays = z.int().min(0).max(365).meta({ description: 'Days from its issue until it is due', example: 30 });
/** More than nothing, in minor units. */
export const Minor = z.int().min(1).max(1_000_000_000_00);

export const InvoicingBody = z
  .strictObject({
    issuer: z.strictObject({
      name: Text(200),
      address: Lines.meta({ description: 'The library’s, as printed: up to eight lines' }),
      payTo: Lines.meta({ description: 'Account, bank and whatever else is needed to pay: up to eight lines' }),
    }),
    dueDays: DueDays.default(30),
    language: Language.default('en'),
    draftMonthly: z
      .boolean()
      .optional()
      .meta({ description: 'What was lent in a month is put on drafts by itself once it is over; left out: as it was' }),
  })
  .meta({ id: 'SetInvoicing', description: 'Who the library is on its invoices' });
export type InvoicingBody = z.infer<typeof InvoicingBody>;
export const Invoicing = z
  .strictObject({
    issuer: InvoicingBody.shape.issuer.optional(),
    dueDays: DueDays,
    language: Language,
    draftMonthly: z.boolean(),
  })
  .meta({ id: 'Invoicing', description: 'What the library’s invoices have in common; without an issuer none can be issued' });
export type Invoicing = z.infer<typeof Invoicing>;

const line = {
  what: Text(300).meta({ description: 'As it is printed', example: 'Loan of Wool and water, 14 October 2025' }),
  lent: z.uuid().optional().meta({ description: 'Our side of the loan or copy it is for' }),
  reference: Text(80).optional().meta({ description: 'The other library’s number of it' }),
  reason: Sentence.optional().meta({ description: 'Why it is asked, where it is for nothing that was lent' }),
};
const NewLine = z
  .strictObject({ ...line, minor: Minor.meta({ description: 'What is asked, in minor units (cents)' }) })
  .refine(({ lent, reason }) => lent !== undefined || reason !== undefined, {
    message: 'say what was lent (lent) or, where it is for nothing lent, why it is asked (reason)',
  });
export const InvoiceBody = z
  .strictObject({
    debtor: PartnerSymbol,
    address: Lines.optional().meta({ description: 'Where the invoice goes: a library’s address, never a patron’s' }),
    currency: Currency.default('USD'),
    language: Language.optional().meta({ description: 'Default: the library’s' }),
    dueDays: DueDays.optional().meta({ description: 'Default: the library’s' }),
    lines: z
      .array(NewLine)
      .min(1)
      .max(500)
      .refine((lines) => {
        const lent = lines.flatMap((one) => one.lent ?? []);
        return new Set(lent).size === lent.length;
      }, 'two lines are for the same loan or copy'),
    note: Text(1000).optional().meta({ description: 'Printed below the lines' }),
  })
  .meta({ id: 'InvoiceDraft' });
export type InvoiceBody = z.infer<typeof InvoiceBody>;

const STATUSES = ['draft', 'issued', 'overdue', 'to-refund', 'settled', 'discarded'] as const;
const summary = {
  id: z.uuid(),
  kind: z.enum(['invoice', 'credit-note']),
  status: z.enum(STATUSES).meta({ description: 'to-refund: more was paid than is asked' }),
  number: z.string().optional().meta({ example: 'TSU-2025-0001', description: 'None before it is issued' }),
  debtor: z.string(),
  issuedOn: Day.optional(),
  dueOn: Day.optional(),
  total: MoneyShape,
  open: MoneyShape.meta({ description: 'Neither paid nor credited; below zero: to be paid back' }),
  reminders: z.int().min(0).meta({ description: 'How many have gone out' }),
};
export const InvoiceSummary = z.strictObject(summary).meta({ id: 'InvoiceSummary' });
export type InvoiceSummary = z.infer<typeof InvoiceSummary>;
export const InvoiceList = z
  .strictObject({
    invoices: z.array(InvoiceSummary),
    more: z.boolean(),
    open: z.array(z.strictObject({ owed: MoneyShape, overdue: MoneyShape, toRefund: MoneyShape })).meta({
      description: 'Of all invoices, by currency: what is owed, how much of it was due before today, what is to be paid back',
    }),
  })
  .meta({ id: 'InvoiceList' });
export type InvoiceList = z.infer<typeof InvoiceList>;
export const InvoiceQuery = z.strictObject({
  status: z.enum(STATUSES).optional(),
  debtor: PartnerSymbol.optional(),
  after: z.uuid().optional().meta({ description: 'The last one of the page before' }),
});
export type InvoiceQuery = z.infer<typeof InvoiceQuery>;

export const InvoiceShape = z
  .strictObject({
    ...summary,
    address: z.string().optional(),
    language: Language,
    dueDays: DueDays,
    lines: z.array(z.strictObject({ ...line, amount: MoneyShape, credited: z.boolean() })),
    note: z.string().optional(),
    of: z
      .strictObject({ id: z.uuid(), number: z.string(), lines: z.array(z.int()), reason: Sentence })
      .optional()
      .meta({ description: 'A credit note’s invoice' }),
    credits: z.array(z.strictObject({ id: z.uuid(), number: z.string(), lines: z.array(z.int()), amount: MoneyShape })),
    payments: z.array(
      z.strictObject({
        nth: z.int().min(1),
        amount: MoneyShape.meta({ description: 'Below zero: paid back' }),
        on: Day,
        reference: z.string(),
        entry: z.uuid().meta({ description: 'In the ledger' }),
        takenBack: z.string().optional().meta({ description: 'Why it was none after all' }),
      }),
    ),
    remindedOn: Day.optional(),
    discardedBecause: z.string().optional(),
    createdAt: Moment,
  })
  .meta({ id: 'Invoice', description: 'An invoice of the library’s own, or a credit note on one' });
export type InvoiceShape = z.infer<typeof InvoiceShape>;

export const CreditBody = z
  .strictObject({
    lines: z
      .array(z.int().min(1))
      .min(1)
      .max(500)
      .optional()
      .meta({ description: 'Which, from 1; without: all not credited yet' }),
    reason: Sentence,
  })
  .meta({ id: 'CreditInvoice' });
export type CreditBody = z.infer<typeof CreditBody>;
export const MoneyBody = z
  .strictObject({
    amount: z.strictObject({ minor: Minor, currency: Currency }),
    on: Day.meta({ description: 'When the bank booked it' }),
    reference: Text(200).meta({ description: 'The bank’s own words for it' }),
  })
  .meta({ id: 'InvoiceMoney' });
export type MoneyBody = z.infer<typeof MoneyBody>;
