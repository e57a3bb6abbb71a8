import { z } from 'zod';
import { Template } from '../kinds/define.ts';
import { KINDS, type EventOf, type HitPolicy, type OtherwiseOf, type PolicyKind } from '../kinds/index.ts';

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
export type WholeCondition = Exclude<Condition, Comparison>;
export const WholeCondition: z.ZodType<WholeCondition> = z.union([All, Any, Not]);

/** Codes of the field whose clauses rules may follow. */
export const CODES = ['RUSA', 'CONTU', 'IFLA'] as const;
export const Citation = z.strictObject({
  code: z
    .enum(CODES)
    .describe('RUSA: Interlibrary Loan Code for the United States; CONTU: guidelines on photocopies; IFLA: principles'),
  clause: z.string().min(1).max(200).describe('`guideline 1: the sixth copy`'),
});

const ruleShape = <Event extends z.ZodType>(event: Event) => ({
  id: z.string().regex(KEBAB).max(60),
  number: z.string().max(10).optional().describe('As people number it; several rules may share one'),
  description: z.string().min(1).max(400),
  priority: z.int().min(1).max(1_000_000).describe('The higher, the earlier; unique'),
  conditions: WholeCondition,
  whenUnknown: z
    .enum(['skip', 'ask'])
    .describe('What happens where it cannot be told whether the rule applies: skip it, or ask a person'),
  event: event.describe('What follows where it applies'),
  reason: Template.describe('What patron and staff read, with facts in braces'),
  citation: Citation.optional().describe('The clause of a code it follows'),
});

/** A rule of a policy that decides such a question. */
export interface Rule<Kind extends PolicyKind = PolicyKind> extends Omit<
  z.infer<z.ZodObject<ReturnType<typeof ruleShape<z.ZodUnknown>>>>,
  'event'
> {
  event: EventOf<Kind>;
}

/** A set of rules that answers one question: the same envelope for every kind. */
export interface Policy<Kind extends PolicyKind = PolicyKind> {
  name: string;
  decides: Kind;
  hitPolicy: HitPolicy;
  currency: string;
  lists: Record<string, (string | number)[]>;
  rules: Rule<Kind>[];
  /** With *first*: where no rule applies. */
  otherwise?: { event: OtherwiseOf<Kind>; reason: string } | undefined;
  /** With *score*: so many candidates at most. */
  take?: number | undefined;
}

/** The envelope around the rules of one kind, strict: a misspelt key is a fault. */
function envelope(decides: PolicyKind) {
  const { hitPolicy, event, otherwise, question } = KINDS[decides];
  return z
    .strictObject({
      $schema: z.string().optional().describe('The schema by which an editor checks the file'),
      name: z.string().regex(KEBAB).max(60),
      decides: z.literal(decides).describe(question),
      hitPolicy: z.literal(hitPolicy).describe(HIT_WORDS[hitPolicy]),
      currency: z
        .string()
        .regex(/^[A-Z]{3}$/)
        .describe('Of all amounts in it'),
      lists: z
        .record(z.string().regex(KEBAB), z.array(z.union([z.string(), z.number()])).min(1))
        .default({})
        .describe('Values that several rules name as {"fact": "list:NAME"}'),
      rules: z
        .array(z.strictObject(ruleShape(event)))
        .min(1)
        .max(2000),
      ...(hitPolicy === 'first' && {
        otherwise: z.strictObject({ event: otherwise, reason: Template }).describe('Where no rule applies'),
      }),
      ...(hitPolicy === 'score' && { take: z.int().min(1).max(100).optional().describe('So many candidates at most') }),
    })
    .meta({ title: `A policy that decides ${decides}` });
}
const HIT_WORDS: Readonly<Record<HitPolicy, string>> = {
  first: 'The first rule that applies decides; rules that `add` something go on',
  collect: 'Every rule that applies gives its part',
  score: 'Each candidate gets the points of the rules that apply to it; the most come first',
};

const schemas = new Map<PolicyKind, ReturnType<typeof envelope>>();
/** The schema of the policies of one kind. */
export function policySchema(kind: PolicyKind): ReturnType<typeof envelope> {
  const known = schemas.get(kind) ?? envelope(kind);
  schemas.set(kind, known);
  return known;
}
