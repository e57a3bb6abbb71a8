import type { Facts } from '../catalog/value.ts';
import type { EventOf, KindsBy, PolicyKind } from '../kinds/index.ts';
import type { CompiledPolicy } from './compile.ts';
import {
  cheapestLookups,
  missingLookups,
  renderTemplate,
  runRules,
  traceNames,
  uncheckedText,
  unknownReasons,
  type Needs,
  type RuleFailure,
} from './run.ts';
import type { RuleTrace } from './trace.ts';

/** The part that one rule gave. */
export interface Hit<Kind extends PolicyKind> {
  readonly id: string;
  readonly number?: string;
  readonly event: EventOf<Kind>;
  readonly reason: string;
}
/** What all rules that applied gave, in their order. */
export interface Collected<Kind extends PolicyKind> {
  readonly kind: 'collected';
  readonly hits: readonly Hit<Kind>[];
  /** Rules that could not be checked and say that a person is to be asked: why, in sentences. */
  readonly asks: readonly { readonly id: string; readonly reason: string }[];
  readonly policy: { readonly name: string; readonly hash: string };
  readonly trace: readonly RuleTrace[];
  readonly failures: readonly RuleFailure[];
}

/** Gathers what every rule that applies gives, or says what has to be looked up first. Pure. */
export async function collect<Kind extends KindsBy<'collect'>>(
  compiled: CompiledPolicy<Kind>,
  given: Facts,
): Promise<Collected<Kind> | Needs> {
  const { facts, conditions: ran, failures } = await runRules(compiled, given);
  const hits: Hit<Kind>[] = [];
  const asks: { id: string; reason: string }[] = [];
  const trace: RuleTrace[] = [];
  let needs: Omit<Needs, 'trace'> | undefined;
  for (const { rule } of compiled.rules as CompiledPolicy['rules']) {
    const conditions = ran.get(rule.id)!;
    const failed = failures.find((one) => one.rule === rule.id)?.message;
    const { truth } = conditions;
    const outcome = {
      true: 'applied',
      false: 'not-met',
      missing: 'needs',
      unknown: rule.whenUnknown === 'ask' ? 'asked-unknown' : 'skipped-unknown',
    } as const;
    trace.push({ ...traceNames(rule), outcome: outcome[truth], truth, ...(failed ? { failed } : {}), conditions });
    if (truth === 'true')
      hits.push({
        ...traceNames(rule),
        event: rule.event as EventOf<Kind>,
        reason: renderTemplate(rule.reason, rule, facts),
      });
    else if (truth === 'missing')
      needs ??= { kind: 'needs', lookups: cheapestLookups(missingLookups(conditions, facts)), rule: rule.id };
    else if (truth === 'unknown' && rule.whenUnknown === 'ask')
      asks.push({ id: rule.id, reason: uncheckedText(rule, unknownReasons(conditions, failed)) });
  }
  if (needs) return { ...needs, trace };
  return { kind: 'collected', hits, asks, policy: { name: compiled.policy.name, hash: compiled.hash }, trace, failures };
}
