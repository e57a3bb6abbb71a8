import { randomUUID } from 'node:crypto';
import { AccessLog, SERVICES, type ServiceName } from '#lib/service';
import type { Installation } from '../installation.ts';
import { CONSORTIUM, HERE, type RouteSeeds, type Seed } from '../seed.ts';

/** That somebody at HERE saw something. @returns how it is found again */
async function sight(at: Installation, service: ServiceName): Promise<Seed> {
  const subject = `p_${randomUUID()}`;
  const detail = {};
  await at
    .get<AccessLog>(service, AccessLog)
    .note({ tenant: HERE, account: 'seed', kind: 'export', subjects: [subject], detail });
  return { query: `subject=${subject}`, sees: subject };
}

/** Who did and who saw, in every service. */
export const auditSeeds: RouteSeeds = {
  ...Object.fromEntries(
    SERVICES.flatMap((service) => [
      [`GET /api/${service}/audit`, { elsewhere: 'their-own', seed: (at) => sight(at, service) }],
      [
        `GET /api/${service}/audit/trail.:format`,
        { elsewhere: 'their-own', seed: async (at) => ({ params: { format: 'csv' }, ...(await sight(at, service)) }) },
      ],
    ]) satisfies [string, RouteSeeds[string]][],
  ),
  'GET /api/fulfillment/iso18626/refused': {
    elsewhere: 'their-own',
    async seed(at, { place }) {
      const why = `Refused ${randomUUID()}`;
      await at.database.owner.query(
        `insert into fulfillment.iso_refused (id, tenant, at, error_type, why, size, body)
         values ($1, $2, now(), 'BadlyFormedMessage', $3, 1, '<')`,
        // acting for no library, operators see those of which nobody can tell for whom they were
        [randomUUID(), place === 'everywhere' ? CONSORTIUM : HERE, why],
      );
      return { sees: why };
    },
  },
};
