import { randomBytes, randomUUID } from 'node:crypto';
import type { Installation } from '../installation.ts';
import { HERE, refOf, type RouteSeeds } from '../seed.ts';
import { newPatron } from './people.ts';

/** Makes each of these services keep something of a patron; what it is shows the marker. */
const KEEPING: Readonly<Record<string, string>> = {
  intake: `insert into intake.request_view (id, tenant, patron_ref, service, citation, title, wishes, status, progress, submitted_at, updated_at)
    values (gen_random_uuid(), $1, $2, 'loan', '{}', $3, '{}', 'received', '{}', now(), now())`,
  sourcing: `insert into sourcing.patron (tenant, ref, "group", blocked, active) values ($1, $2, $3, false, true)
    on conflict (tenant, ref) do update set "group" = excluded."group"`,
  fulfillment: `insert into fulfillment.process (id, tenant, version, state, status, reminders, created_at, updated_at)
    values (gen_random_uuid(), $1, 1, jsonb_build_object('wanted', jsonb_build_object('patronRef', $2::text, 'title', $3::text)), 'closed', 0, now(), now())`,
  reporting: `insert into reporting.heard (at, id, tenant, type, source, subject, sequence, correlation, data)
    select now(), gen_random_uuid(), $1, 'seed.v1', 'seed', id, 1, id, jsonb_build_object('patronRef', $2::text, 'group', $3::text)
    from gen_random_uuid() id`,
};

async function kept(at: Installation, service: string, tenant: string, ref: string): Promise<string> {
  const marker = `kept-${randomUUID()}`;
  await at.database.owner.query(KEEPING[service]!, [tenant, ref, marker]);
  return marker;
}
const someRef = (): string => `p_${randomBytes(12).toString('base64url')}`;

const of = (service: string): RouteSeeds => ({
  [`GET /api/${service}/patron-data/own`]: {
    varies: true,
    elsewhere: 'same',
    seed: async (at, caller) => ({ sees: await kept(at, service, caller.tenant, refOf(caller.place)) }),
  },
  [`GET /api/${service}/patron-data/:ref`]: {
    async seed(at) {
      const ref = someRef();
      return { params: { ref }, sees: await kept(at, service, HERE, ref) };
    },
  },
});

/** What is kept of a patron, for themselves and for whoever answers them. */
export const patronDataSeeds: RouteSeeds = {
  ...Object.assign({}, ...Object.keys(KEEPING).map(of)),
  'GET /api/directory/patron-data/own': {
    varies: true,
    elsewhere: 'same',
    seed: (_, caller) => ({ sees: refOf(caller.place) }),
  },
  'GET /api/directory/patron-data/:ref': {
    async seed(at) {
      const { patronRef: ref, familyName } = await newPatron(at);
      return { params: { ref }, sees: familyName };
    },
  },
};
