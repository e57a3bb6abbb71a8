import { z } from 'zod';
import { bare, defineKind, event, Staff } from './define.ts';

// ISO 18626, open code lists reasonUnfilled, reasonRetry and loanCondition
const UNFILLED = ['NonCirculating', 'NotAvailableForILL', 'NotHeld', 'NotOnShelf', 'PolicyProblem', 'PoorCondition'] as const;
const RETRY = ['AtBindery', 'CostExceedsMaxCost', 'OnLoan', 'OnOrder', 'NotCurrentAvailableForILL', 'LoanPossible'] as const;
const CONDITIONS = ['LibraryUseOnly', 'WatchLibraryUseOnly', 'NoReproduction', 'SignatureRequired', 'SpecCollSupervReq'] as const;

export const LendingEvent = z.discriminatedUnion('type', [
  event('supply', { loanDays: z.int().min(1).max(365).optional().describe('Of loans: how long it may be kept, in days') }),
  event('conditional', {
    condition: z.enum(CONDITIONS).describe('ISO 18626 loanCondition'),
    loanDays: z.int().min(1).max(365).optional(),
  }),
  event('unfilled', { reason: z.enum(UNFILLED).describe('ISO 18626 reasonUnfilled') }),
  event('retry', { reason: z.enum(RETRY).describe('ISO 18626 reasonRetry'), afterDays: z.int().min(1).max(365).optional() }),
  bare('pull'),
  Staff,
]);

export const lending = defineKind({
  question: 'Does the library supply what another library asks for, and on what terms?',
  asked: 'Nobody yet: lending is built next. The policy and its cases can be read, changed and tried.',
  hitPolicy: 'first',
  event: LendingEvent,
  otherwise: LendingEvent,
  lookups: ['incoming', 'own-item'],
});
