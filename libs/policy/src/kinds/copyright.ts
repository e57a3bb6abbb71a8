import { z } from 'zod';
import { defineKind, event } from './define.ts';

const counts = z.boolean().describe('Whether a copy that is borrowed now counts in the record of copies');
/** Where the copy stands to the guideline. The sourcing policy sees it as the fact `copyright-ruling`. */
export const CopyrightEvent = z.discriminatedUnion('type', [
  event('not-concerned', { counts }),
  event('within', { counts }),
  event('beyond', { counts }),
  event('exempt', { counts }),
]);

export const copyright = defineKind({
  question: 'Is a copy within the copyright guideline, and does it count?',
  asked: 'Sourcing, where a rule looks at the fact copyright-ruling, and again when a borrowed copy is to be counted.',
  hitPolicy: 'first',
  event: CopyrightEvent,
  otherwise: CopyrightEvent,
  lookups: ['request', 'copyright', 'licenses', 'own-catalog'],
});
