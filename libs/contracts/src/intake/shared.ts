import { z } from 'zod';
import { Moment, PatronRef } from '../shapes/basic.ts';
import { Citation, ServiceType } from '../shapes/citation.ts';
import { RequestSet, Wishes } from '../shapes/request.ts';

/** What several of intake's messages carry alike. */
export const asked = {
  patronRef: PatronRef,
  patronGroup: z.string(),
  service: ServiceType,
  citation: Citation,
  wishes: Wishes,
  requestingBranch: z
    .string()
    .max(60)
    .optional()
    .meta({ description: 'The branch it was asked for: a small library that a larger one borrows for is its branch' }),
  set: RequestSet.optional(),
  channel: z.enum(['form', 'api', 'batch', 'openurl', 'staff']),
  submittedAt: Moment,
};
