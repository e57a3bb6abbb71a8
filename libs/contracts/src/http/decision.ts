import { z } from 'zod';
import { Moment, Sentence } from '../shapes/basic.ts';
import { AskedPolicies, DecisionExplanation, PolicyName } from '../shapes/explanation.ts';
import { Outcome } from '../shapes/outcome.ts';

const ruleName = { id: z.string(), number: z.string().optional(), description: Sentence };

/** What was looked up for a decision, in words, with where it comes from. */
export const DecisionFact = z
  .strictObject({
    key: z.string(),
    label: z.string(),
    state: z.enum(['known', 'unknown', 'missing']).meta({ description: 'missing: nobody had to look' }),
    value: z.string().meta({ description: 'As a sentence reads it; for an unknown fact the reason why' }),
    source: z.string().optional(),
    at: Moment.optional(),
  })
  .meta({ id: 'DecisionFact' });

/** What became of one rule, and each of its conditions with the value it saw. */
export const RuleTried = z
  .strictObject({
    ...ruleName,
    outcome: z.enum(['decided', 'added', 'not-met', 'skipped-unknown', 'asked-unknown', 'barred', 'needs', 'after']),
    barredBy: z.string().optional(),
    conditions: z.array(
      z.strictObject({ text: z.string(), saw: z.string(), truth: z.enum(['true', 'false', 'unknown', 'missing']) }),
    ),
  })
  .meta({ id: 'RuleTried' });
export type RuleTried = z.infer<typeof RuleTried>;

/** A decision with all it went by; replaying policy and facts gives the same. */
export const DecisionRecord = z
  .strictObject({
    id: z.uuid(),
    attempt: z.int().positive(),
    at: Moment,
    outcome: Outcome,
    reason: Sentence,
    rule: z.strictObject(ruleName).optional(),
    policy: PolicyName,
    asked: AskedPolicies.optional(),
    override: z.strictObject({ reason: Sentence, insteadOf: z.string() }).optional(),
    explanation: DecisionExplanation.optional(),
    facts: z.array(DecisionFact),
    rules: z.array(RuleTried),
  })
  .meta({ id: 'DecisionRecord' });
export type DecisionRecord = z.infer<typeof DecisionRecord>;
export const DecisionList = z.strictObject({ decisions: z.array(DecisionRecord) }).meta({ id: 'DecisionList' });
export type DecisionList = z.infer<typeof DecisionList>;

const sentence = z.strictObject({
  ...ruleName,
  when: z.string(),
  route: z.string(),
  reason: z.string(),
  whenUnknown: z.enum(['skip', 'ask']),
  notYet: z.boolean().optional(),
});
/** A policy's rules in words. */
export const PolicySentences = { rules: z.array(sentence), otherwise: z.string().optional() };

/** The policy in force: its rules as sentences, in the order in which they are tried, and the JSON they come from. */
export const PolicyView = z
  .strictObject({
    name: z.string(),
    hash: z.string(),
    scope: z.string().meta({ description: 'Whose it is: a library, or `consortium`' }),
    number: z.int().positive().meta({ description: 'Which version' }),
    why: z.string().meta({ description: 'Why this one is in force here' }),
    since: Moment,
    ...PolicySentences,
    json: z.unknown(),
  })
  .meta({ id: 'PolicyView' });
export type PolicyView = z.infer<typeof PolicyView>;
