import { z } from 'zod';
import { defineMessage, type DataOf } from '../define.ts';
import { PatronRef, Sentence } from '../shapes/basic.ts';
import { Citation, ServiceType } from '../shapes/citation.ts';
import { AskedPolicies, DecisionExplanation, PolicyName } from '../shapes/explanation.ts';
import { Outcome } from '../shapes/outcome.ts';
import { Wishes } from '../shapes/request.ts';

export const Decided = defineMessage({
  type: 'sourcing.decided.v1',
  kind: 'event',
  source: 'sourcing',
  summary: 'The rules (or a person) chose what happens next, and why. Carries all that is needed to carry it out.',
  data: z.strictObject({
    decisionId: z.uuid(),
    attempt: z.int().positive().meta({ description: 'Counts the decisions of this request' }),
    outcome: Outcome,
    reason: Sentence.meta({ description: 'In plain words, as patron and staff read it' }),
    rule: z.strictObject({ id: z.string(), number: z.string().optional(), description: Sentence }).optional(),
    policy: PolicyName,
    asked: AskedPolicies.optional(),
    explanation: DecisionExplanation.optional().meta({ description: 'Absent where a person decided' }),
    also: z
      .array(z.strictObject({ rule: z.string(), effect: z.string(), reason: Sentence }))
      .meta({ description: 'Rules that added something and went on' }),
    override: z
      .strictObject({ reason: Sentence, insteadOf: z.string().meta({ description: 'The route the rules had chosen' }) })
      .optional(),
    patronRef: PatronRef,
    patronGroup: z.string(),
    service: ServiceType,
    citation: Citation,
    wishes: Wishes,
  }),
});
export type Decided = DataOf<typeof Decided>;
