import { z } from 'zod';
import { CatalogItem } from './own-catalog.ts';
import { wantsDocument } from './asked.ts';
import { defineLookup } from './define.ts';

/** A copy of another library's in the shared library system, with what that system says of lending it. */
export const SharedCopy = CatalogItem.extend({
  /** Symbol of the library it belongs to; its code in the shared system where it is nobody's we know. */
  library: z.string(),
  /** False where no hold may be placed on it, as for new items and much audiovisual: the shared system's own flag. */
  holdable: z.boolean(),
  circulates: z.boolean(),
});
export type SharedCopy = z.infer<typeof SharedCopy>;

export const SharedRecord = z.strictObject({
  record: z.string().describe("The shared catalog's own record number"),
  title: z.string(),
  match: z.enum(['same', 'other-edition']),
  copies: z.array(SharedCopy).max(200),
});
export type SharedRecord = z.infer<typeof SharedRecord>;

/** What the other members of the asking library's shared system (Evergreen) have, copy by copy. */
export const sharedCatalog = defineLookup({
  name: 'shared-catalog',
  label: 'the shared catalog',
  cost: 'free',
  shape: z.strictObject({ records: z.array(SharedRecord).max(50) }),
  idle: (asked) => {
    if (!asked.sharedSystem) return 'The library shares its system with nobody.';
    return wantsDocument(asked) ? 'A copy of a part is asked for.' : undefined;
  },
  empty: { records: [] },
});
