import { z } from 'zod';
import { Moment } from '../shapes/basic.ts';

/** One thing done or seen in a service: ids and patronRefs, never a name. */
export const AuditEntry = z
  .strictObject({
    at: Moment,
    kind: z.enum(['did', 'saw']),
    who: z
      .string()
      .optional()
      .meta({ description: 'Account or patronRef; `system` for deadlines; absent: a message was the cause' }),
    actingFrom: z.string().optional().meta({ description: 'Where an operator came from' }),
    what: z.string().meta({ description: 'In words', example: 'library set' }),
    subjects: z.array(z.string()).meta({ description: 'What it was done to, or whom and what was seen' }),
    changes: z.array(z.strictObject({ field: z.string(), before: z.string().optional(), after: z.string().optional() })),
  })
  .meta({ id: 'AuditEntry' });
export type AuditEntry = z.infer<typeof AuditEntry>;

/** A page of a service's audit trail, the latest first. */
export const AuditTrail = z
  .strictObject({
    service: z.string(),
    entries: z.array(AuditEntry),
    next: z.string().optional().meta({ description: 'Ask with `after` for what comes next' }),
  })
  .meta({ id: 'AuditTrail' });
export type AuditTrail = z.infer<typeof AuditTrail>;
