import { Moment, Sentence } from '#lib/contracts';
import { z } from 'zod';
import type { Asked } from './asked.ts';

/** What a look-up costs: nothing, a query in our own house, or money (or a provider's patience) at every call. */
export const COSTS = ['local', 'free', 'metered'] as const;
export type Cost = (typeof COSTS)[number];

export interface LookupDefinition<Name extends string = string, Shape extends z.ZodType = z.ZodType> {
  readonly name: Name;
  /** As sentences name it: `the union catalog`. */
  readonly label: string;
  readonly cost: Cost;
  /** What comes back. */
  readonly shape: Shape;
  /** Why there is nothing to look up for this request (no DOI, say), or undefined where there is; then `empty` is what was found. */
  readonly idle?: (asked: Asked) => string | undefined;
  readonly empty?: z.infer<Shape>;
}

/** Declares a look-up: where facts come from. */
export const defineLookup = <const Name extends string, Shape extends z.ZodType>(
  definition: LookupDefinition<Name, Shape>,
): LookupDefinition<Name, Shape> => definition;

/** What came of a look-up: an answer, or the reason why it is not known. Either with source and time. */
export const foundOf = <Shape extends z.ZodType>(value: Shape) =>
  z.discriminatedUnion('known', [
    z.strictObject({ known: z.literal(true), value, source: z.string(), at: Moment }),
    z.strictObject({ known: z.literal(false), reason: Sentence, source: z.string(), at: Moment }),
  ]);
export type Found<Value> =
  | { readonly known: true; readonly value: Value; readonly source: string; readonly at: string }
  | { readonly known: false; readonly reason: string; readonly source: string; readonly at: string };
