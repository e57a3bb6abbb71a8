import { z } from 'zod';
import { Day, MoneyShape, Moment, Sentence } from '#lib/contracts';
import { VOUCHER_HALVES } from '#lib/kernel';
import { LINE_VERDICTS } from '../domain/matching/match-line.ts';
import { IfmFile } from './settler-shapes.ts';
import { CurrencyCode } from './settling-shapes.ts';

const Text = (most: number) => z.string().trim().min(1).max(most);
/** Accounts of the ledger that are no payee's. */
const RESERVED = ['invoices', 'unfunded'];
const Payee = Text(80)
  .refine((name) => !RESERVED.includes(name), 'it names an account of the ledger; write it with a capital letter')
  .meta({ description: 'Who asks: a library’s symbol, a vendor’s name', example: 'ZZX' });
const Number_ = Text(80).meta({ description: 'The payee’s number of the invoice', example: 'ZZX-2025-118' });
const Currency = CurrencyCode.refine((code) => code !== VOUCHER_HALVES, 'an invoice asks for money, not for vouchers');
const Minor = z.int().min(-1_000_000_000_00).max(1_000_000_000_00);
const Total = Minor.meta({ description: 'What the invoice says it is in all, in minor units: held against its lines' });
const head = {
  payee: Payee,
  number: Number_,
  date: Day.meta({ description: 'The day on it' }),
  currency: Currency.default('USD'),
};

export const IncomingBody = z
  .strictObject({
    ...head,
    total: Total.optional(),
    lines: z
      .array(
        z.strictObject({
          minor: Minor.refine((minor) => minor !== 0, 'a line of nothing').meta({ description: 'Below zero: given back' }),
          reference: Text(80).optional().meta({ description: 'Their number of what it is for' }),
          requestId: z.uuid().optional(),
          what: Text(300).optional(),
        }),
      )
      .min(1)
      .max(2000),
  })
  .meta({ id: 'EnterInvoice', description: 'An invoice that came, line by line' });
export type IncomingBody = z.infer<typeof IncomingBody>;
export const IncomingFileQuery = z.strictObject({ ...head, total: z.coerce.number().pipe(Total).optional() });
export type IncomingFileQuery = z.infer<typeof IncomingFileQuery>;
export const IncomingFile = IfmFile;

const summary = {
  id: z.uuid(),
  payee: z.string(),
  number: z.string(),
  date: Day,
  status: z.enum(['waiting', 'approved', 'paid', 'withdrawn']).meta({ description: 'waiting: a line waits for a person' }),
  total: MoneyShape,
  toPay: MoneyShape.meta({ description: 'What of it is taken (as expected, or accepted), less what a fund had paid already' }),
  open: MoneyShape.meta({ description: 'What of that is not paid yet; below zero: to come from them' }),
  waiting: z.int().min(0),
  at: Moment.meta({ description: 'When it was entered' }),
  by: z.string().optional(),
  paidOn: Day.optional(),
  reference: z.string().optional().meta({ description: 'The bank’s words for its payment' }),
  withdrawn: z.string().optional().meta({ description: 'Why' }),
};
export const IncomingSummary = z.strictObject(summary).meta({ id: 'IncomingInvoiceSummary' });
export type IncomingSummary = z.infer<typeof IncomingSummary>;
export const IncomingList = z
  .strictObject({ invoices: z.array(IncomingSummary), more: z.boolean() })
  .meta({ id: 'IncomingInvoiceList' });
export type IncomingList = z.infer<typeof IncomingList>;
export const IncomingQueryShape = z.strictObject({
  payee: Payee.optional(),
  after: z.uuid().optional().meta({ description: 'The last one of the page before' }),
});
export type IncomingQueryShape = z.infer<typeof IncomingQueryShape>;

export const IncomingShape = z
  .strictObject({
    ...summary,
    lines: z.array(
      z.strictObject({
        line: z.int().min(1),
        what: z.string().optional(),
        reference: z.string().optional(),
        requestId: z.uuid().optional(),
        amount: MoneyShape,
        verdict: z.enum(LINE_VERDICTS),
        why: Sentence.optional(),
        waits: z.boolean().meta({ description: 'For a person, who accepts or contests it' }),
        taken: z.enum(['confirm', 'accept', 'contest']).optional(),
        reason: Sentence.optional(),
        covered: MoneyShape.optional().meta({ description: 'So much of it a fund had paid already when it was bought' }),
      }),
    ),
    payments: z.array(
      z.strictObject({
        nth: z.int().min(1),
        amount: MoneyShape.meta({ description: 'Below zero: it came from them' }),
        on: Day,
        reference: z.string(),
        takenBack: z.string().optional().meta({ description: 'Why, where it was noted wrongly' }),
      }),
    ),
  })
  .meta({ id: 'IncomingInvoice', description: 'An invoice that came, held against what was expected' });
export type IncomingShape = z.infer<typeof IncomingShape>;

export const AwaitedQuery = z.strictObject({ currency: Currency.default('USD'), payee: Payee.optional() });
export const AwaitedList = z
  .strictObject({
    expected: z.array(
      z.strictObject({
        charge: z.uuid(),
        requestId: z.uuid(),
        payee: z.string(),
        reference: z.string().optional(),
        since: Moment,
        open: MoneyShape.meta({ description: 'Below zero: something is to be given back' }),
      }),
    ),
    more: z.boolean(),
  })
  .meta({ id: 'AwaitedInvoices', description: 'What stands as owed by invoice, and no invoice has asked for' });
export type AwaitedList = z.infer<typeof AwaitedList>;

export const PaidBody = z
  .strictObject({
    on: Day.meta({ description: 'When the bank booked it' }),
    reference: Text(200),
    minor: Minor.optional().meta({ description: 'In minor units; absent: all that is open. Below zero: it came from them' }),
  })
  .meta({ id: 'IncomingPaid' });
export type PaidBody = z.infer<typeof PaidBody>;
