import { MoneyShape } from '#lib/contracts';
import { z } from 'zod';
import { defineLookup } from './define.ts';
import { wantsDocument } from './asked.ts';

export const reprintsDesk = defineLookup({
  name: 'reprints-desk',
  label: 'Reprints Desk',
  cost: 'metered',
  shape: z.strictObject({
    offer: z.strictObject({ offer: z.string(), price: MoneyShape, hours: z.number().nonnegative().optional() }).optional(),
  }),
  idle: (asked) => {
    if (!wantsDocument(asked)) return 'Reprints Desk sells single documents only.';
    return asked.citation.doi || asked.citation.issn.length ? undefined : 'Reprints Desk needs a DOI or an ISSN.';
  },
  empty: {},
});
