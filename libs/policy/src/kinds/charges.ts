import { z } from 'zod';
import { Amount, bare, defineKind, event } from './define.ts';

/** By what means money goes from library to library. */
export const MEANS = ['IFM', 'consortium', 'invoice', 'vouchers'] as const;

export const ChargesEvent = z.discriminatedUnion('type', [
  event('settle', { means: z.enum(MEANS).describe("How the lender's charge is settled") }),
  event('fee', {
    payee: z.string().min(1).max(60),
    amount: Amount.describe("In whole units of the policy's currency"),
    means: z.enum(MEANS),
  }),
  bare('note'),
]);

export const charges = defineKind({
  question: 'How is what a lender charges settled, and what is to be paid besides?',
  asked:
    'Payment, of what a lender charges, in the transaction that posts it. Where no rule says by what means it is settled, or one fails, it becomes a task for a person and nothing is posted yet. What was posted stays, whatever the policy says later.',
  hitPolicy: 'collect',
  event: ChargesEvent,
  otherwise: ChargesEvent,
  lookups: ['charge'],
});
