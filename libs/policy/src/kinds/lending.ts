import { z } from 'zod';
import { bare, defineKind, event, Staff } from './define.ts';

// ISO 18626, open code lists reasonUnfilled and reasonRetry
const UNFILLED = ['NonCirculating', 'NotAvailableForILL', 'NotHeld', 'NotOnShelf', 'PolicyProblem', 'PoorCondition'] as const;
const RETRY = ['AtBindery', 'CostExceedsMaxCost', 'OnLoan', 'OnOrder', 'NotCurrentAvailableForILL', 'LoanPossible'] as const;
/** ISO 18626, open code list loanCondition. */
export const LOAN_CONDITIONS = [
  'LibraryUseOnly',
  'WatchLibraryUseOnly',
  'NoReproduction',
  'SignatureRequired',
  'SpecCollSupervReq',
] as const;

export const LendingEvent = z.discriminatedUnion('type', [
  event('supply', { loanDays: z.int().min(1).max(365).optional().describe('Of loans: how long it may be kept, in days') }),
  event('conditional', {
    condition: z.enum(LOAN_CONDITIONS).describe('ISO 18626 loanCondition'),
    loanDays: z.int().min(1).max(365).optional(),
  }),
  event('unfilled', { reason: z.enum(UNFILLED).describe('ISO 18626 reasonUnfilled') }),
  event('retry', { reason: z.enum(RETRY).describe('ISO 18626 reasonRetry'), afterDays: z.int().min(1).max(365).optional() }),
  bare('pull'),
  Staff,
]);

export const lending = defineKind({
  question: 'Does the library supply what another library asks for, and on what terms?',
  asked:
    'Fulfillment, at the lender, when another library asks it: the answer is kept as advice to the lender’s staff, or told at once where the library lets its policy answer by itself; the asking library does not see the advice. The lender’s catalog and licenses are _not yet_ looked up for it: what rests on them is unknown, and a rule says what follows then.',
  hitPolicy: 'first',
  event: LendingEvent,
  otherwise: LendingEvent,
  lookups: ['incoming', 'own-item'],
});
