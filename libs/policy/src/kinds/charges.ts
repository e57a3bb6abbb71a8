import { Means, PaysPostage } from '#lib/contracts';
import { z } from 'zod';
import { Amount, bare, defineKind, event } from './define.ts';

/** By what means money goes from library to library. */
export const MEANS = Means.options;
/** What a fee is for, where it is kept apart in the books. */
export const FEES_FOR = ['postage', 'royalty', 'replacement'] as const;
/** Who pays for sending a loan back; `each`: whoever sends a parcel pays for it and asks nothing for it. */
export const RETURN_POSTAGE = PaysPostage.options;

export const ChargesEvent = z.discriminatedUnion('type', [
  event('settle', {
    means: z.enum(MEANS).describe("How the lender's charge is settled"),
    amount: Amount.optional().describe("What is paid instead of what the lender named, in whole units of the policy's currency"),
  }),
  event('fee', {
    payee: z.string().min(1).max(60),
    amount: Amount.describe("In whole units of the policy's currency"),
    means: z.enum(MEANS),
    for: z.enum(FEES_FOR).optional().describe('Kept apart in the books; not by IFM, which has no such lines'),
  }),
  event('return-postage', { paidBy: z.enum(RETURN_POSTAGE).describe('Who pays for sending a loan back') }),
  bare('note'),
  event('ask', {
    means: z.enum(MEANS).describe('How the library is paid for what it lends'),
    amount: Amount.optional().describe(
      "What it asks, in whole units of the policy's currency; without it, what its staff name when they send it",
    ),
    halves: z.int().min(1).max(40).optional().describe('IFLA vouchers asked, in halves: 2 is one'),
  }),
  event('ask-return-postage', {
    paidBy: z.enum(RETURN_POSTAGE).describe('Who pays for sending a loan back'),
    amount: Amount.optional().describe("What the library asks for it, in whole units of the policy's currency"),
  }),
]);

export const charges = defineKind({
  question:
    'How is what a lender charges settled, what is to be paid besides, and who pays for sending it back? And what does the library ask when it lends?',
  asked:
    'Payment, of what a lender charges, in the transaction that posts it; and fulfillment, at the lender, of what it asks when it lends: there the rules that lead to `ask` and `ask-return-postage` are heard and no others, here the others. Where no rule says by what means it is settled, or one fails, it becomes a task for a person and nothing is posted yet. What was posted stays, whatever the policy says later. What a lender has told a borrower stays as it was told.',
  hitPolicy: 'collect',
  event: ChargesEvent,
  otherwise: ChargesEvent,
  lookups: ['charge', 'incoming'],
});
