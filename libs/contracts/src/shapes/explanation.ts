import { z } from 'zod';

/** Which policy: the hash stands for its content. */
export const PolicyName = z.strictObject({ name: z.string(), hash: z.string() });

/** The policies that were asked while another one decided, in that order. */
export const AskedPolicies = z
  .array(PolicyName.extend({ kind: z.string().meta({ description: 'The question it answers' }) }))
  .meta({ description: 'Policies asked on the way, in that order' });

/** Why it was decided so: the same sentences on the page, in the API, in workbooks. */
export const DecisionExplanation = z
  .strictObject({
    decision: z.string().meta({ description: 'What decided' }),
    because: z.array(z.string()).meta({ description: 'On which facts, from where and when' }),
    added: z.array(z.string()),
    runnersUp: z
      .array(z.strictObject({ rule: z.string(), text: z.string() }))
      .meta({ description: 'What nearly decided, and what would have had to differ' }),
    unknown: z.array(z.string()).meta({ description: 'What could not be checked' }),
  })
  .meta({ id: 'DecisionExplanation' });
export type DecisionExplanation = z.infer<typeof DecisionExplanation>;
