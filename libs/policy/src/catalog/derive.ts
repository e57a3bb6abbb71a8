import { lookups, type Found, type LookupName, type Lookups } from '../lookups/index.ts';
import { CannotTell, MadeUpOf, type FactDefinition, type Look } from './define.ts';
import type { FactState } from './value.ts';

class Missing {
  readonly lookup: LookupName;
  constructor(lookup: LookupName) {
    this.lookup = lookup;
  }
}
class Unknown {
  readonly found: Extract<Found<unknown>, { known: false }>;
  constructor(found: Extract<Found<unknown>, { known: false }>) {
    this.found = found;
  }
}

/** What was read from look-ups: a value with where it is from, or why there is none. */
export type Reading<Value> =
  | { readonly state: 'known'; readonly value: Value; readonly source: string; readonly at: string }
  | Exclude<FactState, { state: 'known' }>;

/** Reads a value from look-ups; where one of them is unknown or missing, so is the value. Pure. */
export function readFrom<Value>(
  found: Lookups,
  read: (look: Look<LookupName>) => Value | CannotTell | MadeUpOf<Value>,
): Reading<Value> {
  const seen: { source: string; at: string; asked: boolean }[] = [];
  const look = (name: LookupName): unknown => {
    const one = found[name] as Found<unknown> | undefined;
    if (!one) throw new Missing(name);
    if (!one.known) throw new Unknown(one);
    seen.push({ source: one.source, at: one.at, asked: name === 'request' || name === 'tried' });
    return one.value;
  };
  try {
    const value = read(look as never);
    const told = provenance(seen);
    if (value instanceof CannotTell) return { state: 'unknown', reason: value.reason, ...told };
    if (value instanceof MadeUpOf)
      return { state: 'known', value: value.value, source: `${told.source}: ${value.parts}`, at: told.at };
    return { state: 'known', value, ...told };
  } catch (signal) {
    if (signal instanceof Missing) return { state: 'missing', lookups: [signal.lookup] };
    if (signal instanceof Unknown)
      return { state: 'unknown', reason: signal.found.reason, source: signal.found.source, at: signal.found.at };
    throw signal;
  }
}

/**
 * What a fact is, by what has been looked up. Pure: the same findings give the same fact.
 * @throws Error where the fact reads a look-up it has not declared: docs and fetching would miss it.
 */
export const deriveFact = (fact: FactDefinition, found: Lookups, params: Readonly<Record<string, unknown>> = {}): FactState =>
  readFrom(found, (look) =>
    fact.derive((name) => {
      if (!fact.from.includes(name)) throw new Error(`the fact "${fact.name}" reads "${name}" without saying so in "from"`);
      return look(name);
    }, params),
  );

/** The same, where a fact that breaks is unknown and says so: it must not stop the others, nor the decision. */
export function deriveSafely(fact: FactDefinition, found: Lookups, params: Readonly<Record<string, unknown>> = {}): FactState {
  try {
    return deriveFact(fact, found, params);
  } catch (error) {
    const { message } = error as Error;
    return {
      state: 'unknown',
      reason: `The fact "${fact.name}" failed: ${message}.`,
      source: 'Trillium',
      at: new Date(0).toISOString(),
      failed: true,
    };
  }
}

/** Where it is from: the outside sources read, or the request itself where nothing else was. */
function provenance(read: readonly { source: string; at: string; asked: boolean }[]): { source: string; at: string } {
  const outside = read.filter((one) => !one.asked);
  const used = outside.length ? outside : read;
  const sources = [...new Set(used.map((one) => one.source))];
  const at = used.map((one) => one.at).toSorted();
  return { source: sources.join('; ') || lookups.request.label, at: at.at(-1) ?? new Date(0).toISOString() };
}

/**
 * Reads look-ups that a decision rests on.
 * @throws Error where one of them has not been answered: the decision could not have been made.
 */
export const answered =
  (found: Lookups): Look<LookupName> =>
  (name) => {
    const one = found[name];
    if (!one?.known) throw new Error(`the look-up "${name}" was not answered`);
    return one.value;
  };
