import { unwrap } from '#lib/kernel';
import { newId } from '#lib/messaging';
import { proposalDecider, proposals, type ServiceName } from '#lib/service';
import type { Installation } from '../installation.ts';
import { HERE, type Caller, type RouteSeed, type RouteSeeds } from '../seed.ts';
import { fulfillmentSeeds } from './fulfillment.ts';
import { intakeSeeds } from './intake.ts';
import { sourcingSeeds } from './sourcing.ts';

const AT = '2025-10-06T14:00:00.000Z';
const GIVE_UP = 'POST /api/fulfillment/attempts/:id/:action';
/** Of each service that keeps proposals, a route that a student worker may only propose. */
const PROPOSED: Readonly<Partial<Record<ServiceName, { readonly path: string; readonly seed: RouteSeed['seed'] }>>> = {
  intake: { path: '/api/intake/requests/:id/cancel', seed: intakeSeeds['POST /api/intake/requests/:id/cancel']!.seed },
  sourcing: { path: '/api/sourcing/requests/:id/close', seed: sourcingSeeds['POST /api/sourcing/requests/:id/close']!.seed },
  fulfillment: { path: '/api/fulfillment/attempts/:id/:action', seed: fulfillmentSeeds[GIVE_UP]!.steps!['give-up']!.seed },
};

/** A step at HERE that somebody has proposed. */
async function proposal(at: Installation, service: ServiceName, caller: Caller, by = 'a student worker'): Promise<string> {
  const { path, seed } = PROPOSED[service]!;
  const { params = {}, body = {} } = await seed(at, caller);
  const id = newId();
  const proposed = {
    action: 'requests.cancel' as const,
    method: 'POST',
    path: path.replace(/:(\w+)/g, (_, name: string) => params[name]!),
    body,
    requestId: newId(),
    title: 'Seeded',
    by,
    roles: ['student'] as const,
    would: [],
  };
  await at.tx(service, HERE, async (tx) =>
    unwrap(
      await proposals.step(tx, id, (state) =>
        proposalDecider.decide(state, { type: 'propose', proposed, now: AT, deadline: AT }),
      ),
    ),
  );
  return id;
}

const of = (service: ServiceName): RouteSeeds => ({
  [`GET /api/${service}/proposals`]: {
    elsewhere: 'their-own',
    seed: async (at, caller) => ({ sees: await proposal(at, service, caller) }),
  },
  [`POST /api/${service}/proposals/:id/release`]: {
    async seed(at, caller) {
      const id = await proposal(at, service, caller);
      return { params: { id }, changes: { table: `${service}.proposal`, text: '"released"' } };
    },
  },
  [`POST /api/${service}/proposals/:id/send-back`]: {
    async seed(at, caller) {
      const id = await proposal(at, service, caller);
      return { params: { id }, body: { reason: 'Look again.' }, changes: { table: `${service}.proposal`, text: id } };
    },
  },
  [`POST /api/${service}/proposals/:id/withdraw`]: {
    varies: true,
    async seed(at, caller) {
      const id = await proposal(at, service, caller, caller.place === 'own' ? caller.sub : 'a student worker');
      return { params: { id }, changes: { table: `${service}.proposal`, text: id } };
    },
  },
});

export const proposalSeeds: RouteSeeds = Object.assign({}, ...(Object.keys(PROPOSED) as ServiceName[]).map(of)) as RouteSeeds;
