import { z } from 'zod';
import { SupplyAttempt } from './attempt.ts';

/** The most that are done at once: some seconds of work, and a screenful to look over afterwards. */
export const MOST_AT_ONCE = 100;

/** One step with many supply attempts: the same fields for all of them. */
export const BatchStep = z
  .strictObject({
    fields: z.record(z.string(), z.unknown()).default({}).meta({ description: 'As the action of a task lists them' }),
    attempts: z
      .array(
        z.strictObject({
          id: z.uuid(),
          version: z.int().positive().optional().meta({ description: 'The one the person had before them; another is refused' }),
        }),
      )
      .min(1)
      .max(MOST_AT_ONCE),
  })
  .meta({ id: 'BatchStep' });
export type BatchStep = z.infer<typeof BatchStep>;

/** What came of each, in the order given: done, kept as a proposal, or refused and why. Each stands by itself. */
export const BatchStepResult = z
  .strictObject({
    done: z.int().nonnegative(),
    proposed: z.int().nonnegative(),
    refused: z.int().nonnegative(),
    results: z.array(
      z.strictObject({
        id: z.uuid(),
        attempt: SupplyAttempt.optional().meta({ description: 'As it stands now' }),
        proposal: z.uuid().optional(),
        problem: z
          .strictObject({ code: z.string(), detail: z.string(), field: z.string().optional(), remedy: z.string().optional() })
          .optional(),
      }),
    ),
  })
  .meta({ id: 'BatchStepResult' });
export type BatchStepResult = z.infer<typeof BatchStepResult>;
