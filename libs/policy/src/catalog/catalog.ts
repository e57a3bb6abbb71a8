import { FACTS } from '../facts/index.ts';
import { byCost, costOf, idleFinding, LOOKUP_NAMES, type Cost, type Lookups } from '../lookups/index.ts';
import { factKey } from './canonical.ts';
import type { FactDefinition } from './define.ts';
import { deriveFact } from './derive.ts';
import type { Facts, FactState } from './value.ts';

/** The fact catalog by name. */
export const catalog: ReadonlyMap<string, FactDefinition> = new Map(FACTS.map((fact) => [fact.name, fact]));

/** What a fact costs: as much as the dearest look-up it may read. */
export const factCost = (fact: FactDefinition): Cost => costOf(fact.from.toSorted(byCost).at(-1)!);

/** A fact as a policy uses it. */
export interface FactUse {
  readonly name: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly key: string;
}
export const factUse = (name: string, params: Readonly<Record<string, unknown>> = {}): FactUse => ({
  name,
  params,
  key: factKey(name, params),
});

/** The findings, completed by those look-ups that have nothing to say about such a request. */
export function withIdle(found: Lookups): Lookups {
  const all: Record<string, unknown> = { ...found };
  for (const name of LOOKUP_NAMES) if (!all[name]) all[name] = idleFinding(name, found);
  return all;
}

/** All facts of the catalog that need no parameters, and those that a policy uses, by what has been looked up so far. */
export function deriveFacts(found: Lookups, uses: Iterable<FactUse> = []): Facts {
  const complete = withIdle(found);
  const facts: Record<string, FactState> = {};
  for (const fact of FACTS) if (!fact.params) facts[fact.name] = deriveFact(fact, complete);
  for (const use of uses) {
    const fact = catalog.get(use.name);
    if (fact && !(use.key in facts)) facts[use.key] = deriveFact(fact, complete, use.params);
  }
  return facts;
}
