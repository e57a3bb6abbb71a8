import { z } from 'zod';
import { defineLookup } from './define.ts';

/** What sourcing may know of a patron: nothing that tells who it is. */
export const patron = defineLookup({
  name: 'patron',
  label: "the library's patron file",
  cost: 'local',
  shape: z.strictObject({ blocked: z.boolean(), group: z.string() }),
});
