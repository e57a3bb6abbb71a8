import { randomUUID } from 'node:crypto';
import type { Outcome } from '#lib/contracts';
import {
  costOf,
  decideRequest,
  idleFinding,
  isAnsweredByPolicy,
  lookups,
  lookupsOf,
  type Asked,
  type Consulted,
  type DecidedRequest,
  type DecidingPolicies,
  type Facts,
  type Found,
  type LookupName,
  type Lookups,
  type LookupValue,
} from '#lib/policy';
import { outcomeOf } from '../domain/decision/outcome.ts';

/** Looks things up without a server of Trillium's own. What has no provider is unknown, or what ASSUMED says. */
export type Providers = {
  readonly [Name in Exclude<LookupName, 'request'>]?: (asked: Asked) => Promise<LookupValue<Name>> | LookupValue<Name>;
};

export interface OfflineDecision {
  readonly decided: DecidedRequest['decided'];
  readonly compiled: DecidedRequest['compiled'];
  readonly outcome: Outcome;
  readonly facts: Facts;
  readonly found: Lookups;
  /** What other policies said on the way. */
  readonly consulted: readonly Consulted[];
}

/** What holds where no provider tells: nothing has been tried; and, named as an assumption, that the patron is not blocked. */
const ASSUMED: { readonly [Name in LookupName]?: { readonly value: LookupValue<Name>; readonly source: string } } = {
  patron: { value: { blocked: false, group: 'unknown' }, source: 'assumed' },
  tried: { value: { tried: [] }, source: 'the request' },
};

async function find(name: LookupName, asked: Asked, providers: Providers): Promise<Found<unknown>> {
  const at = asked.now;
  const provider = (providers as Record<string, ((asked: Asked) => unknown) | undefined>)[name];
  const { label } = lookups[name];
  if (!provider) {
    const assumed = ASSUMED[name];
    if (assumed) return { known: true, ...assumed, at };
    return { known: false, reason: `Nobody was asked: ${label} is not at hand here.`, source: label, at };
  }
  try {
    return { known: true, value: lookups[name].shape.parse(await provider(asked)), source: label, at };
  } catch (error) {
    return { known: false, reason: `${label} gave no answer: ${(error as Error).message}`.slice(0, 500), source: label, at };
  }
}

/**
 * Decides one request with the given look-ups, as the service would: all free ones first, those that cost only where a rule needs them.
 * Nothing is reserved and nobody is told.
 * @param before what was found for the same request when it was decided before; what has been tried since is looked up again
 */
export async function decideOffline(
  policies: DecidingPolicies,
  asked: Asked,
  providers: Providers,
  // what other policies said of it they are asked again
  { tried: _tried, 'copyright-ruling': _ruling, 'best-copy': _best, ...before }: Lookups = {},
): Promise<OfflineDecision> {
  let found: Lookups = { ...before, request: { known: true, value: asked, source: 'the request', at: asked.now } };
  const look = async (names: readonly LookupName[]): Promise<void> => {
    const open = names.filter((name) => !found[name] && !idleFinding(name, found));
    const answers = await Promise.all(open.map(async (name) => [name, await find(name, asked, providers)] as const));
    found = { ...found, ...Object.fromEntries(answers) };
  };
  await look(lookupsOf('sourcing').filter((name) => costOf(name) !== 'metered' && !isAnsweredByPolicy(name)));
  for (;;) {
    const decision = await decideRequest(policies, found);
    if (decision.kind === 'needs') {
      await look(decision.lookups);
      continue;
    }
    const made = await outcomeOf({ ...decision, policies, newId: randomUUID });
    const outcome: Outcome = made.ok ? made.value.outcome : { route: 'staff', why: made.error, notYet: false };
    const { decided, compiled, facts } = decision;
    const consulted = [...decision.consulted, ...((made.ok && made.value.consulted && [made.value.consulted]) || [])];
    return { decided, compiled, outcome, facts, found: decision.found, consulted };
  }
}
