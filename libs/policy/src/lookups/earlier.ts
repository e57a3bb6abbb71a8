import { Moment } from '#lib/contracts';
import { z } from 'zod';
import { defineLookup } from './define.ts';

/** The patron's latest other request for the same work that is open or was filled. */
export const earlier = defineLookup({
  name: 'earlier',
  label: "the patron's earlier requests",
  cost: 'local',
  shape: z.strictObject({ same: z.strictObject({ id: z.uuid(), submittedAt: Moment }).optional() }),
});
