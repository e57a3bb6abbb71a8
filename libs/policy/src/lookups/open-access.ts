import { z } from 'zod';
import { defineLookup } from './define.ts';

export const VERSIONS = ['publishedVersion', 'acceptedVersion', 'submittedVersion'] as const;
/** The best open copy of each version (Unpaywall's words). */
export const OpenCopy = z.strictObject({
  version: z.enum(VERSIONS),
  url: z.url(),
  license: z.string().optional(),
  host: z.string().optional(),
});
export type OpenCopy = z.infer<typeof OpenCopy>;

export const openAccess = defineLookup({
  name: 'open-access',
  label: 'Unpaywall',
  cost: 'free',
  shape: z.strictObject({ copies: z.array(OpenCopy).max(60) }),
  idle: (asked) => (asked.citation.doi ? undefined : 'Without a DOI nothing can be asked.'),
  empty: { copies: [] },
});
