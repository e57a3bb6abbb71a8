import { z } from 'zod';
import { defineMessage, type DataOf } from '../define.ts';
import { MoneyShape, Sentence } from '../shapes/basic.ts';
import { SettledBy } from '../shapes/outcome.ts';

export const EntryPosted = defineMessage({
  type: 'payment.entry-posted.v1',
  kind: 'event',
  source: 'payment',
  summary: 'A balanced entry stands in the ledger. Subject: the entry.',
  data: z.strictObject({
    requestId: z.uuid().optional(),
    kind: z
      .enum([
        'opening', // a fund's first allocation
        'allocation', // the allocation raised or lowered
        'purchase',
        'cover', // a purchase the fund could not carry is paid from it after all
        'ifm-expected',
        'ifm-fee',
        'ifm-confirmed', // a line of OCLC's report says what was expected
        'ifm-difference', // it says something else, and a person has taken or contested it
        'ifm-credit', // it credits what was lent
        'fee', // what is to be paid beside a lender's charge, other than by IFM
        'consortium-charge',
        'invoice',
        'efts-charge', // EFTS debits it with the month's
        'efts-confirmed', // a line of EFTS's report says what was expected
        'efts-difference', // it says something else, and a person has taken or contested it
        'efts-credit', // it credits what was lent
        'deposit-charge', // paid from the account kept with the lender
        'postage',
        'royalty',
        'replacement', // of what was lost or damaged
        'lent-expected', // what was lent, credited through IFM or EFTS as their report will say
        'lending-credit', // the lender's side of a consortium charge
        'fee-credit', // the consortium's side of a fee it settles
        'netting', // a month's balance becomes transfers
        'transfer', // one of them was paid
        'vouchers', // IFLA vouchers move: in halves, never in money
        'voucher-order', // what IFLA charges for an order of vouchers, or gives for them
        'own-invoice', // asked of another library, for what was lent to it
        'credit-note', // on an invoice of one's own
        'invoice-paid', // money came for an invoice of one's own, or went back
        'invoice-approved', // a line of a payee's invoice asks what was expected
        'invoice-difference', // it asks something else, and a person has accepted it
        'payee-paid', // such an invoice was paid
        'deposit-moved', // money sent to a provider that keeps it, or come back
        'deposit-difference', // its statement says something else than the books, and a person has accepted it
        'manual', // written by a person, above a limit approved by another
        'patron-fee', // what a patron pays the library
        'patron-fee-paid', // they paid it, or were given it back
        'patron-fee-waived',
        'reversal',
      ])
      .meta({ description: 'What the entry stands for' }),
    description: Sentence,
    payee: z.string().optional(),
    counterparty: z.string().optional().meta({ description: 'The library, provider or service at the other side' }),
    settledBy: SettledBy,
    lines: z
      .array(z.strictObject({ account: z.string(), amount: MoneyShape.meta({ description: 'Debit positive, credit negative' }) }))
      .min(2),
    reverses: z.uuid().optional(),
  }),
});
export type EntryPosted = DataOf<typeof EntryPosted>;
