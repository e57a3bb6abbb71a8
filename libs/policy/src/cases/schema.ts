import { z } from 'zod';
import type { HitPolicy } from '../kinds/index.ts';

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

const needs = { lookups: z.array(z.string()).optional().describe('With `needs`: what has to be looked up') };

/** What a case expects, by how the policy comes to its answer. */
const OUTCOMES = {
  first: z.strictObject({
    /** The id of the rule that decides; `otherwise`, `unknown` (a person is asked) or `needs` (look-ups first). */
    rule: z.string(),
    event: z.string().optional().describe('What it leads to'),
    params: z.record(z.string(), z.unknown()).optional().describe('Those of the event that matter'),
    added: z.array(z.string()).optional().describe('Rules that added something'),
    ...needs,
  }),
  collect: z.strictObject({
    rules: z.array(z.string()).describe('Every rule that applies, in their order; `needs` where look-ups come first'),
    params: z
      .record(z.string(), z.record(z.string(), z.unknown()))
      .optional()
      .describe('By rule, those of its event that matter'),
    asks: z.array(z.string()).optional().describe('Rules that cannot be checked and ask a person'),
    ...needs,
  }),
  score: z.strictObject({
    order: z.array(z.string()).describe('The candidates, the best first; `needs` where look-ups come first'),
    points: z.record(z.string(), z.number()).optional().describe('What they come to'),
    excluded: z.array(z.string()).optional(),
    ...needs,
  }),
} as const;

export type CaseOutcome<Hit extends HitPolicy = HitPolicy> = { [H in Hit]: z.infer<(typeof OUTCOMES)[H]> }[Hit];

/** A case: facts in, outcome out, by name. */
export interface Case<Hit extends HitPolicy = HitPolicy> {
  name: string;
  /** The set of facts it starts from. */
  given?: string | undefined;
  facts: Record<string, CaseValue>;
  /** Of a ranking: what differs from candidate to candidate, by name. */
  candidates?: Record<string, Record<string, CaseValue>> | undefined;
  outcome: CaseOutcome<Hit>;
}

/** The cases that stand beside a policy. */
export interface CaseFile<Hit extends HitPolicy = HitPolicy> {
  policy: string;
  given: Record<string, Record<string, CaseValue>>;
  cases: Case<Hit>[];
}

const caseSchema = <Hit extends HitPolicy>(hit: Hit) =>
  z.strictObject({
    name: z.string().min(1).max(200),
    given: z.string().optional().describe('The set of facts it starts from'),
    facts: CaseFacts.default({}),
    ...(hit === 'score' && { candidates: z.record(z.string(), CaseFacts).describe('What differs from candidate to candidate') }),
    outcome: OUTCOMES[hit],
  });

const fileSchema = (hit: HitPolicy) =>
  z
    .strictObject({
      $schema: z.string().optional(),
      policy: z.string().describe('The name of the policy they are about'),
      given: z.record(z.string(), CaseFacts).default({}).describe('Sets of facts that cases start from'),
      cases: z.array(caseSchema(hit)).min(1),
    })
    .meta({ title: `Cases of a policy with the hit policy ${hit}` });

const SCHEMAS = { first: fileSchema('first'), collect: fileSchema('collect'), score: fileSchema('score') } as const;
/** The schema of a file of cases. */
export const caseFileSchema = (hit: HitPolicy): ReturnType<typeof fileSchema> => SCHEMAS[hit];
