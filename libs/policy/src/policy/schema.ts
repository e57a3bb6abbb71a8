import { z } from 'zod';
import { SourcingEvent, Staff, Template } from './events.ts';

const KEBAB = /^[a-z0-9][a-z0-9-]*$/;

const Literal = z.union([z.string(), z.number(), z.boolean(), z.null(), z.array(z.union([z.string(), z.number()])).min(1)]);
/** Another fact, or one of the policy's lists (`list:never-bought`), in the place of a value. */
const FactValueRef = z.strictObject({ fact: z.string(), params: z.record(z.string(), z.unknown()).optional() });

/** One comparison, in json-rules-engine's own form. */
export const Comparison = z.strictObject({
  fact: z.string(),
  params: z.record(z.string(), z.unknown()).optional(),
  operator: z.string(),
  value: z.union([Literal, FactValueRef]),
});
export type Comparison = z.infer<typeof Comparison>;

/** A condition: json-rules-engine's all / any / not around comparisons. */
export type Condition = Comparison | { all: Condition[] } | { any: Condition[] } | { not: Condition };
export const All = z.strictObject({ all: z.array(z.lazy(() => Condition)).min(1) });
export const Any = z.strictObject({ any: z.array(z.lazy(() => Condition)).min(1) });
export const Not = z.strictObject({ not: z.lazy(() => Condition) });
export const Condition: z.ZodType<Condition> = z.union([All, Any, Not, Comparison]);
export const WholeCondition: z.ZodType<Exclude<Condition, Comparison>> = z.union([All, Any, Not]);

export const Rule = z.strictObject({
  id: z.string().regex(KEBAB).max(60),
  number: z.string().max(10).optional().describe('As people number it; several rules may share one'),
  description: z.string().min(1).max(400),
  priority: z.int().min(1).max(1_000_000).describe('The higher, the earlier; unique'),
  conditions: WholeCondition,
  whenUnknown: z.enum(['skip', 'ask']).describe('What happens where it cannot be told whether the rule applies'),
  event: SourcingEvent,
  reason: Template.describe('What patron and staff read, with facts in braces'),
  citation: z.string().max(200).optional().describe('The clause of a code it follows'),
});
export type Rule = z.infer<typeof Rule>;

/** An ordered set of rules that answers one question. */
export const Policy = z
  .strictObject({
    name: z.string().regex(KEBAB).max(60),
    decides: z.literal('sourcing').describe('The question it answers'),
    hitPolicy: z.literal('first').describe('The first rule that applies decides; `add` rules add and go on'),
    currency: z
      .string()
      .regex(/^[A-Z]{3}$/)
      .describe('Of all amounts in it'),
    lists: z.record(z.string().regex(KEBAB), z.array(z.union([z.string(), z.number()])).min(1)).default({}),
    rules: z.array(Rule).min(1).max(2000),
    otherwise: z.strictObject({ event: Staff, reason: Template }).describe('Where no rule applies'),
  })
  .meta({ id: 'Policy' });
export type Policy = z.infer<typeof Policy>;
