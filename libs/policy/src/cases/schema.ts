import { z } from 'zod';

const Value = z.union([
  z.string(),
  z.number(),
  z.boolean(),
  z.null(),
  z.array(z.string()),
  z.strictObject({ unknown: z.string().min(1) }),
  z.strictObject({ missing: z.literal(true) }),
]);
/** Facts by key; amounts in whole units of the policy's currency. */
const CaseFacts = z.record(z.string(), Value);
export type CaseValue = z.infer<typeof Value>;

export const Case = z.strictObject({
  name: z.string().min(1).max(200),
  given: z.string().optional().describe('The set of facts it starts from'),
  facts: CaseFacts.default({}),
  outcome: z.strictObject({
    /** The id of the rule that decides; `otherwise`, `unknown` (a person is asked) or `needs` (look-ups first). */
    rule: z.string(),
    route: z.string().optional(),
    params: z.record(z.string(), z.unknown()).optional().describe('Those of the route that matter'),
    added: z.array(z.string()).optional().describe('Rules that added something'),
    lookups: z.array(z.string()).optional().describe('With `needs`: what has to be looked up'),
  }),
});
export type Case = z.infer<typeof Case>;

/** The cases that stand beside a policy. */
export const CaseFile = z
  .strictObject({
    policy: z.string(),
    given: z.record(z.string(), CaseFacts).default({}),
    cases: z.array(Case).min(1),
  })
  .meta({ id: 'PolicyCases' });
export type CaseFile = z.infer<typeof CaseFile>;
