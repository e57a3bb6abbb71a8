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
    'Nobody yet: payment still goes by its settings IFM_FEE and IFM_CURRENCY. The policy and its cases can be read, changed and tried.',
  hitPolicy: 'collect',
  event: ChargesEvent,
  otherwise: ChargesEvent,
  lookups: ['charge'],
});
