import { randomUUID } from 'node:crypto';
import {
  evolveParcel,
  PARCEL_ACTIONS,
  type Parcel,
  type ParcelAction,
  type ParcelEvent,
} from '../../../apps/fulfillment/src/domain/parcel/index.ts';
import { PARCEL_ALLOWED_BY } from '../../../apps/fulfillment/src/http/allowed-by.ts';
import type { Installation } from '../installation.ts';
import { HERE, type RouteSeeds } from '../seed.ts';
import { attemptHere } from './fulfillment.ts';

/** A parcel at HERE that nobody announced, as it stands when that step may be taken. */
async function standing(at: Installation, action: ParcelAction): Promise<string> {
  const id = randomUUID();
  const when = new Date().toISOString();
  const came: ParcelEvent = { type: 'announced', id, contents: 'Seeded', at: when, deadline: when };
  const before: ParcelEvent[] = action === 'undo' ? [came, { type: 'kept', reason: 'A gift', at: when }] : [came];
  const parcel = before.reduce<Parcel | null>(evolveParcel, null)!;
  await at.database.owner.query(
    `insert into fulfillment.parcel (id, tenant, version, state, status, codes, waits_since, created_at, updated_at)
     values ($1, $2, $3, $4, $5, '{}', now(), now(), now())`,
    [id, HERE, before.length, parcel, parcel.status],
  );
  return id;
}

const FIELDS: Readonly<Record<ParcelAction, (at: Installation) => Promise<object> | object>> = {
  'match-parcel': async (at) => ({ attempt: await attemptHere(at) }),
  'send-parcel-back': () => ({ carrier: 'UPS' }),
  'keep-parcel': () => ({ reason: 'A gift' }),
  undo: () => ({}),
};

/** What came and nobody announced. */
export const parcelSeeds: RouteSeeds = {
  'POST /api/fulfillment/parcels': {
    // the call names no row: it is the caller's own library's
    elsewhere: 'their-own',
    seed: () => {
      const contents = `Came ${randomUUID()}`;
      return { body: { contents }, changes: { table: 'fulfillment.parcel', text: contents } };
    },
  },
  'POST /api/fulfillment/parcels/:id/:action': {
    seed: () => ({}),
    steps: Object.fromEntries(
      PARCEL_ACTIONS.map((action) => [
        action,
        {
          needs: [PARCEL_ALLOWED_BY[action]],
          async seed(at: Installation) {
            const id = await standing(at, action);
            return { params: { id, action }, body: await FIELDS[action](at), changes: { table: 'fulfillment.parcel', text: id } };
          },
        },
      ]),
    ),
  },
};
