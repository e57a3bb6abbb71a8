import type { z } from 'zod';
import type { LookupName, LookupValue } from '../lookups/index.ts';
import type { FactType, FactValue, ValueByType } from './value.ts';

/** Reads a look-up's answer. It does not return where the answer is unknown or missing: then the fact is so too. */
export type Look<From extends LookupName> = <Name extends From>(name: Name) => LookupValue<Name>;

/** Said by `derive` where the look-ups answered and still nobody can tell. */
export class CannotTell {
  readonly reason: string;
  constructor(reason: string) {
    this.reason = reason;
  }
}

/** Said by `derive` where a value is made up of several parts: they are kept with its source, and shown where the fact is. */
export class MadeUpOf<Value> {
  readonly value: Value;
  readonly parts: string;
  constructor(value: Value, parts: string) {
    this.value = value;
    this.parts = parts;
  }
}

export interface FactDefinition {
  /** Kebab-case, as policies write it. */
  readonly name: string;
  readonly type: FactType;
  /** Of numbers: what is counted. */
  readonly unit?: { readonly one: string; readonly many: string };
  /** Of a choice: all values there are. */
  readonly choices?: readonly string[];
  /** Of a choice: its values as sentences name them, where they differ. */
  readonly words?: Readonly<Record<string, string>>;
  /** As a sentence names it: `the price at Get It Now`; of a yes/no fact the statement itself: `the patron is blocked`. */
  readonly label: string;
  /** Of a yes/no fact: the statement denied. */
  readonly denied?: string;
  /** What it means, in a librarian's words. */
  readonly meaning: string;
  /** What "there is none" means, where the fact may have no value; policies write null. */
  readonly none?: string;
  /** The look-ups it may read. */
  readonly from: readonly LookupName[];
  /** Numbers and choices a policy may set where it uses the fact. */
  readonly params?: z.ZodObject;
  readonly derive: (
    look: Look<LookupName>,
    params: Readonly<Record<string, unknown>>,
  ) => FactValue | CannotTell | MadeUpOf<FactValue>;
}

interface FactSpec<
  Type extends FactType,
  From extends LookupName,
  Params extends z.ZodObject,
  None extends string | undefined,
> extends Omit<FactDefinition, 'type' | 'from' | 'params' | 'none' | 'derive'> {
  readonly type: Type;
  readonly from: readonly From[];
  readonly params?: Params;
  readonly none?: None;
  readonly derive: (
    look: Look<From>,
    params: z.infer<Params>,
  ) => ValueByType[Type] | MadeUpOf<ValueByType[Type]> | CannotTell | (None extends string ? null : never);
}

/** Declares a fact that rules may use. */
export const defineFact = <
  Type extends FactType,
  const From extends LookupName,
  Params extends z.ZodObject = z.ZodObject<Record<string, never>>,
  const None extends string | undefined = undefined,
>(
  spec: FactSpec<Type, From, Params, None>,
): FactDefinition => spec as unknown as FactDefinition;
