import { z } from 'zod';

/** Answer (202) to a student worker's step that waits for a supervisor: nothing has happened yet. */
export const ProposalTaken = z
  .strictObject({
    proposal: z.strictObject({ id: z.uuid(), action: z.string(), requestId: z.uuid(), title: z.string() }),
  })
  .meta({ id: 'ProposalTaken' });
export type ProposalTaken = z.infer<typeof ProposalTaken>;
