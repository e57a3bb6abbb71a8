import type { Loaded } from '#lib/messaging';
import type { PolicyRegistry } from '../app/policies/registry.ts';
import type { PolicyVersionState } from '../domain/policy/state.ts';

type Event = { type: string; params?: Record<string, unknown> };

/** A policy of one rule about loans, which says who it is in its reason, and the case beside it. */
export function smallPolicy(name: string, event: Event = { type: 'staff', params: {} }): { text: string; cases: string } {
  const rule = {
    id: `loans-${name}`,
    description: `Loans as ${name} says`,
    priority: 10,
    conditions: { all: [{ fact: 'service', operator: 'equal', value: 'loan' }] },
    whenUnknown: 'skip',
    event,
    reason: `Decided by ${name}.`,
  };
  const policy = {
    name: 'sourcing',
    decides: 'sourcing',
    hitPolicy: 'first',
    currency: 'USD',
    rules: [rule],
    otherwise: { event: { type: 'staff', params: {} }, reason: `Nothing applies, says ${name}.` },
  };
  const cases = {
    policy: 'sourcing',
    cases: [{ name: 'a loan', facts: { service: 'loan' }, outcome: { rule: rule.id, event: event.type } }],
  };
  return { text: JSON.stringify(policy, null, 2), cases: JSON.stringify(cases, null, 2) };
}

/** Takes a text from draft to live, by two people; the kind is the one it says it decides. */
export async function goLive(
  registry: PolicyRegistry,
  tenant: string,
  content: { text: string; cases: string },
): Promise<Loaded<PolicyVersionState>> {
  const { decides: kind } = JSON.parse(content.text) as { decides: string };
  const [ann, bob] = ['ann', 'bob'].map((actor) => ({ tenant, actor }));
  const { id, version } = await registry.draft(ann!, kind, { content, note: '' });
  const proposed = await registry.propose(ann!, id, { version, note: '' });
  const hash = proposed.state.content.hash!;
  const approved = await registry.approve(bob!, id, { version: proposed.version, hash, note: '' });
  return registry.publish(bob!, id, { version: approved.version, hash, reason: 'For the test.' });
}
