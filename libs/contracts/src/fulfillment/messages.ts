import { z } from 'zod';
import { defineMessage, type DataOf } from '../define.ts';
import { Day, MoneyShape, Sentence } from '../shapes/basic.ts';
import { AttemptKind, AttemptStatus } from '../shapes/attempt.ts';
import { SettledBy } from '../shapes/outcome.ts';

const attempt = {
  requestId: z.uuid(),
  decisionId: z.uuid(),
  kind: AttemptKind,
  supplier: z.string().meta({ description: 'Symbol of the lender or name of the provider' }),
};

export const AttemptOpened = defineMessage({
  type: 'fulfillment.attempt-opened.v1',
  kind: 'event',
  source: 'fulfillment',
  summary: 'One lender is to be asked, one order placed, one copy delivered. Subject: the attempt.',
  data: z.strictObject({ ...attempt, position: z.int().positive(), of: z.int().positive() }),
});
export type AttemptOpened = DataOf<typeof AttemptOpened>;

export const AttemptAdvanced = defineMessage({
  type: 'fulfillment.attempt-advanced.v1',
  kind: 'event',
  source: 'fulfillment',
  summary: 'A supply attempt took a step. Subject: the attempt.',
  data: z.strictObject({
    ...attempt,
    from: AttemptStatus,
    status: AttemptStatus,
    by: z.enum(['patron', 'staff', 'lender', 'provider', 'carrier', 'system']),
    reason: Sentence.optional(),
    dueDate: Day.optional(),
    offeredCost: MoneyShape.optional(),
    url: z.url().optional(),
    waitsFor: z.enum(['patron', 'staff', 'lender', 'provider', 'carrier', 'system', 'nobody']),
  }),
});
export type AttemptAdvanced = DataOf<typeof AttemptAdvanced>;

export const SupplyExhausted = defineMessage({
  type: 'fulfillment.supply-exhausted.v1',
  kind: 'event',
  source: 'fulfillment',
  summary: 'Everyone who was to be asked said no or nothing: sourcing decides again. Subject: the request.',
  data: z.strictObject({
    decisionId: z.uuid(),
    tried: z.array(z.strictObject({ kind: AttemptKind, supplier: z.string(), status: AttemptStatus, reason: Sentence.optional() })),
  }),
});
export type SupplyExhausted = DataOf<typeof SupplyExhausted>;

export const RequestFinished = defineMessage({
  type: 'fulfillment.request-finished.v1',
  kind: 'event',
  source: 'fulfillment',
  summary: 'The patron has what was asked. Something may still be owed (a return, an invoice). Subject: the request.',
  data: z.strictObject({ kind: AttemptKind, supplier: z.string(), url: z.url().optional() }),
});
export type RequestFinished = DataOf<typeof RequestFinished>;

export const RequestClosed = defineMessage({
  type: 'fulfillment.request-closed.v1',
  kind: 'event',
  source: 'fulfillment',
  summary: 'Nothing is owed by anyone any more. Subject: the request.',
  data: z.strictObject({ outcome: z.enum(['filled', 'unfilled', 'cancelled']), reason: Sentence }),
});
export type RequestClosed = DataOf<typeof RequestClosed>;

export const CostIncurred = defineMessage({
  type: 'fulfillment.cost-incurred.v1',
  kind: 'event',
  source: 'fulfillment',
  summary: 'Something has to be paid: an order was confirmed, a lender shipped. Subject: the attempt; at most once an attempt.',
  data: z.strictObject({
    requestId: z.uuid(),
    kind: AttemptKind,
    what: z.enum(['copy', 'print', 'e-book', 'loan']),
    payee: z.string(),
    amount: MoneyShape,
    settledBy: SettledBy,
    reservation: z.uuid().optional(),
  }),
});
export type CostIncurred = DataOf<typeof CostIncurred>;

export const CostReversed = defineMessage({
  type: 'fulfillment.cost-reversed.v1',
  kind: 'event',
  source: 'fulfillment',
  summary: 'What was to be paid is not: the order was cancelled in time. Subject: the attempt.',
  data: z.strictObject({ requestId: z.uuid(), reason: Sentence }),
});
export type CostReversed = DataOf<typeof CostReversed>;
