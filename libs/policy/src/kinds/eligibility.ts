import { z } from 'zod';
import { bare, defineKind, Staff } from './define.ts';

/** The reason of a refusal is what the patron reads. */
export const EligibilityEvent = z.discriminatedUnion('type', [bare('accept'), bare('refuse'), Staff]);

export const eligibility = defineKind({
  question: 'May this patron ask for this at all?',
  asked: 'Sourcing, before the sourcing policy is asked how to get it.',
  hitPolicy: 'first',
  event: EligibilityEvent,
  otherwise: EligibilityEvent,
  lookups: ['request', 'patron', 'earlier', 'open-requests'],
});
