import { randomUUID } from 'node:crypto';
import { SERVICES, type ServiceName } from '#lib/service';
import type { Installation } from '../installation.ts';
import { HERE, type RouteSeeds } from '../seed.ts';

/** A message of HERE that a service could not handle. */
async function parked(at: Installation, service: ServiceName): Promise<string> {
  const [id, key] = [randomUUID(), randomUUID()];
  const { rows } = await at.database.owner.query<{ pos: string }>(
    `insert into ${service}.inbox (part, id, key, tenant, type, envelope) values (0, $1, $2, $3, 'seed.v1', '{}') returning pos`,
    [id, key, HERE],
  );
  await at.database.owner.query(
    `insert into ${service}.hold (key, pos, tenant, attempts, until, error) values ($1, $2, $3, 5, 'infinity', 'seeded')`,
    [key, rows[0]!.pos, HERE],
  );
  return id;
}

const of = (service: ServiceName): RouteSeeds => ({
  [`GET /api/${service}/parked`]: { elsewhere: 'their-own', seed: async (at) => ({ sees: await parked(at, service) }) },
  [`POST /api/${service}/parked/:id/replay`]: {
    async seed(at) {
      const id = await parked(at, service);
      return { params: { id }, changes: { table: `${service}.hold`, text: 'seeded' } };
    },
  },
  [`POST /api/${service}/parked/:id/drop`]: {
    async seed(at) {
      const id = await parked(at, service);
      return { params: { id }, changes: { table: `${service}.inbox`, text: id } };
    },
  },
});

export const parkedSeeds: RouteSeeds = Object.assign({}, ...SERVICES.map(of)) as RouteSeeds;
