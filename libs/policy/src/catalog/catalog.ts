import { FACTS } from '../facts/index.ts';
import { KINDS, type PolicyKind } from '../kinds/index.ts';
import { byCost, costOf, idleFinding, type Cost, type LookupName, type Lookups } from '../lookups/index.ts';
import { factKey } from './canonical.ts';
import type { FactDefinition } from './define.ts';
import { deriveSafely } from './derive.ts';
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

/** Where the facts of such policies come from. */
export const lookupsOf = (kind: PolicyKind): readonly LookupName[] => KINDS[kind].lookups;

const ofKind = new Map<PolicyKind, readonly FactDefinition[]>();
/** The facts that policies of a kind may use: those that read nothing else than such policies have looked up. */
export function factsOf(kind: PolicyKind): readonly FactDefinition[] {
  const known = ofKind.get(kind) ?? FACTS.filter((fact) => fact.from.every((name) => lookupsOf(kind).includes(name)));
  ofKind.set(kind, known);
  return known;
}

/** The findings, completed by those look-ups that have nothing to say about such a request. */
export function withIdle(found: Lookups, kind: PolicyKind = 'sourcing'): Lookups {
  const all: Record<string, unknown> = { ...found };
  for (const name of lookupsOf(kind)) if (!all[name]) all[name] = idleFinding(name, found);
  return all;
}

/** All facts of a kind that need no parameters, and those that a policy of it uses, by what has been looked up so far. */
export function deriveFacts(found: Lookups, uses: Iterable<FactUse> = [], kind: PolicyKind = 'sourcing'): Facts {
  const complete = withIdle(found, kind);
  const facts: Record<string, FactState> = {};
  for (const fact of factsOf(kind)) if (!fact.params) facts[fact.name] = deriveSafely(fact, complete);
  for (const use of uses) {
    const fact = catalog.get(use.name);
    if (fact && !(use.key in facts)) facts[use.key] = deriveSafely(fact, complete, use.params);
  }
  return facts;
}
