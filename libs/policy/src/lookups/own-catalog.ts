import { Day } from '#lib/contracts';
import { z } from 'zod';
import { defineLookup } from './define.ts';

export const CatalogItem = z.strictObject({
  /** `unknown` where the catalog does not say how it stands, or in words nobody here knows. */
  status: z.enum(['available', 'checked-out', 'on-order', 'unavailable', 'unknown']),
  due: Day.optional(),
  callNumber: z.string().optional(),
  location: z.string().optional(),
  /** Item type or loan policy, in the catalog's own word. */
  type: z.string().optional(),
  /** Whether a hold may be placed on it; absent where the catalog does not say. */
  holdable: z.boolean().optional(),
});
const Span = z.strictObject({ from: z.int(), to: z.int().optional() });
export const CatalogRecord = z.strictObject({
  record: z.string().describe("The catalog's own record number"),
  title: z.string(),
  edition: z.string().optional(),
  year: z.int().optional(),
  isbn: z.array(z.string()).default([]),
  format: z.enum(['print', 'electronic', 'av', 'other']),
  /** Of a journal: the years on the shelf; `to` absent means to the present. Absent where the record says nothing. */
  years: z.array(Span).optional(),
  /** Of a journal: the volumes on the shelf, where the record tells of volumes. */
  volumes: z.array(Span).optional(),
  /** Whether it is the wanted edition, another one, or the journal the article is in. */
  match: z.enum(['same', 'other-edition', 'journal']),
  items: z.array(CatalogItem).max(200),
});
export type CatalogRecord = z.infer<typeof CatalogRecord>;

export const ownCatalog = defineLookup({
  name: 'own-catalog',
  label: 'your own catalog',
  cost: 'local',
  shape: z.strictObject({ records: z.array(CatalogRecord).max(50) }),
});
