import { z } from 'zod';
import { Day, MoneyShape } from './basic.ts';

/** What the patron said besides the citation. */
export const Wishes = z
  .strictObject({
    neededBy: Day.optional().meta({ description: 'Of no use after this day' }),
    anyEdition: z.boolean().default(true).meta({ description: 'Another edition will do' }),
    ebookAccepted: z.boolean().default(true),
    maxPatronCost: MoneyShape.optional().meta({ description: 'The most the patron will pay' }),
    pickupBranch: z.string().max(60).optional(),
    pieces: z.int().min(1).max(20).default(1),
    costAccepted: MoneyShape.optional().meta({ description: 'A cost the patron has agreed to when asked' }),
    submittedVersionAccepted: z.boolean().optional().meta({ description: 'Answer to whether a preprint will do' }),
    retractionAcknowledged: z.boolean().optional(),
  })
  .meta({ id: 'Wishes' });
export type Wishes = z.infer<typeof Wishes>;

/**
 * How far a citation was checked: `confirmed` by an outside source, `complete` as cited (nothing missing, nobody confirms),
 * `incomplete`.
 */
export const Verification = z
  .strictObject({
    status: z.enum(['confirmed', 'complete', 'incomplete']),
    source: z.string().optional().meta({ description: 'Who confirmed it', example: 'Crossref' }),
    notes: z.array(z.string()).default([]).meta({ description: 'What was corrected or is missing, in plain words' }),
    retracted: z.boolean().default(false),
    retractionNotice: z.string().optional().meta({ description: 'DOI of the notice' }),
  })
  .meta({ id: 'Verification' });
export type Verification = z.infer<typeof Verification>;
