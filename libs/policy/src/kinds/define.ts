import { z } from 'zod';
import type { LookupName } from '../lookups/index.ts';

/**
 * How the rules of a policy come to an answer. *First*: the first that applies decides. *Collect*: each that applies gives its part.
 * *Score*: of several candidates each gets the points of the rules that apply to it; the most come first.
 */
export const HIT_POLICIES = ['first', 'collect', 'score'] as const;
export type HitPolicy = (typeof HIT_POLICIES)[number];

/** A question that policies answer: what it is about, what its rules may look at and what may follow from them. */
export interface KindDefinition<
  Hit extends HitPolicy = HitPolicy,
  Event extends z.ZodType<AnyEvent> = z.ZodType<AnyEvent>,
  Otherwise extends z.ZodType<AnyEvent> = z.ZodType<AnyEvent>,
> {
  /** The question, as a librarian would put it. */
  readonly question: string;
  /** Who asks it, and when. */
  readonly asked: string;
  readonly hitPolicy: Hit;
  /** What a rule may lead to. */
  readonly event: Event;
  /** Where no rule applies; only with *first*. */
  readonly otherwise: Otherwise;
  /** Where its facts come from: it may use every fact that reads nothing else. */
  readonly lookups: readonly LookupName[];
  /** With *score*: the look-up that differs from candidate to candidate. */
  readonly candidate?: LookupName;
}

/** What any event looks like to those who need not know its kind. */
export interface AnyEvent {
  type: string;
  params?: object | undefined;
}

export const defineKind = <
  const Hit extends HitPolicy,
  Event extends z.ZodType<AnyEvent>,
  Otherwise extends z.ZodType<AnyEvent> = Event,
>(
  kind: KindDefinition<Hit, Event, Otherwise>,
): KindDefinition<Hit, Event, Otherwise> => kind;

/** Text with facts in braces: `{print-price} at the vendor`. */
export const Template = z.string().min(1).max(1000);
/** In whole units of the policy's currency: 35, 24.5. */
export const Amount = z.number().positive().max(1_000_000);

export const event = <const Type extends string, Shape extends z.ZodRawShape>(type: Type, shape: Shape) =>
  z.strictObject({ type: z.literal(type), params: z.strictObject(shape) });
/** An event that has nothing more to say. */
export const bare = <const Type extends string>(type: Type) =>
  z.strictObject({ type: z.literal(type), params: z.strictObject({}).optional() });

/** A person decides. */
export const Staff = event('staff', { notYet: z.boolean().optional().describe('Trillium cannot do this by itself yet') });
