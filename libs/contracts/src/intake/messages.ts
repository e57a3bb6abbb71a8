import { z } from 'zod';
import { defineMessage, type DataOf } from '../define.ts';
import { Moment, PatronRef, Sentence } from '../shapes/basic.ts';
import { Citation, ServiceType } from '../shapes/citation.ts';
import { Verification, Wishes } from '../shapes/request.ts';

const asked = {
  patronRef: PatronRef,
  patronGroup: z.string(),
  service: ServiceType,
  citation: Citation,
  wishes: Wishes,
  channel: z.enum(['form', 'api', 'batch', 'openurl', 'staff']),
  submittedAt: Moment,
};

export const RequestReceived = defineMessage({
  type: 'intake.request-received.v1',
  kind: 'event',
  source: 'intake',
  summary: 'A request came in, as the patron made it (citation already normalized).',
  data: z.strictObject(asked),
});
export type RequestReceived = DataOf<typeof RequestReceived>;

export const RequestVerified = defineMessage({
  type: 'intake.request-verified.v1',
  kind: 'event',
  source: 'intake',
  summary: 'The citation has been checked and completed; sourcing may decide. Sent again after a correction.',
  data: z.strictObject({
    ...asked,
    verification: Verification,
    workKey: z.string().meta({ description: 'Same for every citation of the same work' }),
    duplicateOf: z.uuid().optional().meta({ description: 'An open or recent request of the same patron for the same work' }),
  }),
});
export type RequestVerified = DataOf<typeof RequestVerified>;

export const RequestWaiting = defineMessage({
  type: 'intake.request-waiting.v1',
  kind: 'event',
  source: 'intake',
  summary: 'Intake cannot make sense of the request; a person has to look.',
  data: z.strictObject({ reason: z.string(), message: Sentence }),
});
export type RequestWaiting = DataOf<typeof RequestWaiting>;

export const RequestCancelled = defineMessage({
  type: 'intake.request-cancelled.v1',
  kind: 'event',
  source: 'intake',
  summary: 'The borrower ends the request; whoever is at work on it stops.',
  data: z.strictObject({ by: z.enum(['patron', 'staff']), reason: Sentence }),
});
export type RequestCancelled = DataOf<typeof RequestCancelled>;

export const PatronAnswered = defineMessage({
  type: 'intake.patron-answered.v1',
  kind: 'event',
  source: 'intake',
  summary: 'The patron (or staff on their behalf) answered what sourcing had asked.',
  data: z.strictObject({
    decisionId: z.uuid().meta({ description: 'The decision whose question it answers' }),
    question: z.string(),
    answer: z.string(),
    by: z.enum(['patron', 'staff']),
  }),
});
export type PatronAnswered = DataOf<typeof PatronAnswered>;

/** Intake to itself: takes one line of an uploaded file, each on its own, so that one bad line stops no other. */
export const TakeBatchLine = defineMessage({
  type: 'intake.take-batch-line.v1',
  kind: 'command',
  source: 'intake',
  summary: 'Take one line of an uploaded file.',
  data: z.strictObject({ batchId: z.uuid(), line: z.int().positive() }),
});
export type TakeBatchLine = DataOf<typeof TakeBatchLine>;
