import { z } from 'zod';
import { defineLookup } from './define.ts';

/** A title of the library's own licensed list (KBART) that the wanted thing is in. */
export const LicensedTitle = z.strictObject({
  package: z.string(),
  title: z.string(),
  url: z.url().optional(),
  /** Whether the list's coverage, embargo and gaps include what is wanted; null where list or citation do not say enough. */
  covered: z.boolean().nullable(),
  coverage: z.string().describe('In words: `1979 to 12 months ago`'),
});
export const licenses = defineLookup({
  name: 'licenses',
  label: "the library's licensed titles",
  cost: 'local',
  shape: z.strictObject({ titles: z.array(LicensedTitle).max(100) }),
});
