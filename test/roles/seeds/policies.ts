import { randomUUID } from 'node:crypto';
import { changeSettings } from '../../../apps/sourcing/src/app/policies/settings.ts';
import { PolicyRegistry } from '../../../apps/sourcing/src/app/policies/registry.ts';
import type { Installation } from '../installation.ts';
import { CONSORTIUM, HERE, type Caller, type RouteSeed, type RouteSeeds, type Seed } from '../seed.ts';

/** Without a library an operator works on the consortium's own. */
const ownedBy = ({ place }: Caller): string => (place === 'everywhere' ? CONSORTIUM : HERE);
const KIND = 'notices';

type Status = 'draft' | 'proposed' | 'approved' | 'live' | 'retired';
interface Standing {
  readonly id: string;
  readonly note: string;
  readonly version: number;
  readonly hash: string;
}

/** A version of a policy that has come so far, a copy of what is in force; whoever has written it does not approve it. */
async function standing(at: Installation, tenant: string, status: Status): Promise<Standing> {
  const registry = at.get<PolicyRegistry>('sourcing', PolicyRegistry);
  const author = { tenant, actor: 'seed author' };
  const approver = { tenant, actor: 'seed approver' };
  const note = `Seeded ${randomUUID()}`;
  let loaded = await registry.draft(author, KIND, { note });
  const { id } = loaded;
  const { hash } = loaded.state.content;
  if (hash === undefined) throw new Error('a copy of what is in force is sound');
  if (status !== 'draft') loaded = await registry.propose(author, id, { version: loaded.version, note });
  if (status !== 'draft' && status !== 'proposed')
    loaded = await registry.approve(approver, id, { version: loaded.version, hash, note });
  if (status === 'live' || status === 'retired')
    loaded = await registry.publish(approver, id, { version: loaded.version, hash, reason: note });
  if (status === 'retired') {
    // another one is live instead
    await standing(at, tenant, 'live');
    return { id, note, hash, version: loaded.version + 1 };
  }
  return { id, note, hash, version: loaded.version };
}

/** A step of a version: from where it may be done, and what is sent. */
const step = (from: Status, body: (of: Standing) => object): RouteSeed => ({
  async seed(at, caller): Promise<Seed> {
    const of = await standing(at, ownedBy(caller), from);
    return {
      params: { id: of.id },
      body: { version: of.version, ...body(of) },
      changes: { table: 'sourcing.policy_version', text: of.id },
    };
  },
});
const reason = (): object => ({ reason: 'Agreed.' });

export const policySeeds: RouteSeeds = {
  'GET /api/sourcing/policies': { elsewhere: 'same', seed: () => ({ sees: '"kind":"sourcing"' }) },
  'GET /api/sourcing/policies/settings': {
    elsewhere: 'their-own',
    async seed(at, caller) {
      const why = `Seeded ${randomUUID()}`;
      await at.tx('sourcing', ownedBy(caller), (tx) => changeSettings(tx, { fourEyes: true, reason: why }));
      return { sees: why };
    },
  },
  'PUT /api/sourcing/policies/settings': {
    elsewhere: 'their-own',
    seed() {
      const why = `Seeded ${randomUUID()}`;
      return { body: { fourEyes: true, reason: why }, changes: { table: 'sourcing.policy_setting', text: why } };
    },
  },
  'POST /api/sourcing/policies/check': { elsewhere: 'same', seed: () => ({ body: { text: '{}' }, sees: '"faults"' }) },
  'GET /api/sourcing/policies/:kind': { elsewhere: 'same', seed: () => ({ params: { kind: 'sourcing' }, sees: '"rules"' }) },
  'GET /api/sourcing/policies/:kind/schema': {
    elsewhere: 'same',
    seed: () => ({ params: { kind: 'sourcing' }, sees: '"$schema"' }),
  },
  'GET /api/sourcing/policies/:kind/versions': {
    elsewhere: 'their-own',
    seed: async (at, caller) => ({
      params: { kind: KIND },
      sees: (await standing(at, ownedBy(caller), 'draft')).id,
    }),
  },
  'POST /api/sourcing/policies/:kind/versions': {
    elsewhere: 'their-own',
    seed() {
      const note = `Seeded ${randomUUID()}`;
      return { params: { kind: KIND }, body: { note }, changes: { table: 'sourcing.event', text: note } };
    },
  },
  'GET /api/sourcing/policy-versions/:id': {
    async seed(at, caller) {
      const { id, note } = await standing(at, ownedBy(caller), 'draft');
      return { params: { id }, sees: note };
    },
  },
  'PUT /api/sourcing/policy-versions/:id': step('draft', () => ({ text: `{"seed":"${randomUUID()}"}`, cases: '' })),
  'GET /api/sourcing/policy-versions/:id/diff': {
    seed: async (at, caller) => ({ params: { id: (await standing(at, ownedBy(caller), 'draft')).id }, sees: '"rules"' }),
  },
  'POST /api/sourcing/policy-versions/:id/try': {
    seed: async (at, caller) => ({
      params: { id: (await standing(at, ownedBy(caller), 'draft')).id },
      body: { facts: {} },
      sees: '"reason"',
    }),
  },
  'POST /api/sourcing/policy-versions/:id/propose': step('draft', () => ({})),
  'POST /api/sourcing/policy-versions/:id/approve': step('proposed', ({ hash }) => ({ hash })),
  'POST /api/sourcing/policy-versions/:id/send-back': step('proposed', reason),
  'POST /api/sourcing/policy-versions/:id/publish': step('approved', ({ hash }) => ({ hash, ...reason() })),
  'POST /api/sourcing/policy-versions/:id/restore': step('retired', reason),
  'POST /api/sourcing/policy-versions/:id/retire': step('draft', reason),
};
