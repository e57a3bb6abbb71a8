import { z } from 'zod';
import { AttemptKind } from '../shapes/attempt.ts';

/** What several of fulfillment's messages carry alike. */
export const attempt = {
  requestId: z.uuid(),
  decisionId: z.uuid(),
  kind: AttemptKind,
  supplier: z.string().meta({ description: 'Symbol of the lender or name of the provider' }),
};
