import type { CompiledPolicy } from '../evaluate/compile.ts';
import { deriveFacts } from '../catalog/catalog.ts';
import type { Facts } from '../catalog/value.ts';
import { evaluate, type Decided } from '../evaluate/evaluate.ts';
import type { LookupName, Lookups } from '../lookups/index.ts';
import { answerOf, isAnsweredByPolicy } from './answers.ts';
import { consultedOf, type Consulted } from './consulted.ts';
import type { DecidingPolicies } from './policies.ts';

/** A request decided, with all that it rests on. */
export interface DecidedRequest {
  readonly kind: 'decided';
  /** By the eligibility policy where the patron may not ask for it, else by the sourcing policy. */
  readonly decided: Decided<'sourcing' | 'eligibility'>;
  readonly compiled: CompiledPolicy<'sourcing'> | CompiledPolicy<'eligibility'>;
  /** Those of the deciding policy, and of all that were asked on the way. */
  readonly facts: Facts;
  /** What was looked up, with the answers of other policies. */
  readonly found: Lookups;
  readonly consulted: readonly Consulted[];
}
export interface NeedsLookups {
  readonly kind: 'needs';
  readonly lookups: readonly LookupName[];
}

/**
 * Decides a request: whether the patron may ask for it, then how to get it. Where a rule looks at what another policy says (copyright,
 * the choice among quotes), that one is asked. Pure: says which look-ups are needed first. Those that are in vain are not asked for.
 */
export async function decideRequest(policies: DecidingPolicies, given: Lookups): Promise<DecidedRequest | NeedsLookups> {
  const { eligibility, sourcing } = policies;
  const may = deriveFacts(given, eligibility.uses, 'eligibility');
  const allowed = await evaluate(eligibility, may);
  if (allowed.kind === 'needs') return { kind: 'needs', lookups: allowed.lookups };
  if (allowed.event.type !== 'accept')
    return { kind: 'decided', decided: allowed, compiled: eligibility, facts: may, found: given, consulted: [] };

  const consulted = [consultedOf(eligibility, may, allowed)];
  let found = given;
  // asked at once where nothing has to be looked up for it: nearly every request would come to it
  const ruling = await answerOf(policies, 'copyright-ruling', found);
  if ('found' in ruling) {
    found = { ...found, 'copyright-ruling': ruling.found };
    if (ruling.consulted) consulted.push(ruling.consulted);
  }
  for (;;) {
    const facts = deriveFacts(found, sourcing.uses);
    const decided = await evaluate(sourcing, facts);
    if (decided.kind === 'decided') {
      const all = Object.assign({}, ...consulted.map((one) => one.facts), facts) as Facts;
      return { kind: 'decided', decided, compiled: sourcing, facts: all, found, consulted };
    }
    const asked = decided.lookups.filter(isAnsweredByPolicy);
    if (!asked.length) return { kind: 'needs', lookups: decided.lookups };
    const needed: LookupName[] = decided.lookups.filter((name) => !isAnsweredByPolicy(name));
    for (const name of asked) {
      const answer = await answerOf(policies, name, found);
      if ('needs' in answer) {
        needed.push(...answer.needs);
        continue;
      }
      found = { ...found, [name]: answer.found };
      if (answer.consulted) consulted.push(answer.consulted);
    }
    if (needed.length) return { kind: 'needs', lookups: [...new Set(needed)] };
  }
}
