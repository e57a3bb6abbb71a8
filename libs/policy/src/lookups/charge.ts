import { AttemptKind, MoneyShape, NotInIfm, SettledBy } from '#lib/contracts';
import { z } from 'zod';
import { defineLookup } from './define.ts';

/** What something borrowed costs, as the lender named it. */
export const charge = defineLookup({
  name: 'charge',
  label: 'the charge',
  cost: 'local',
  shape: z.strictObject({
    kind: AttemptKind,
    what: z.enum(['copy', 'print', 'e-book', 'loan']),
    payee: z.string(),
    amount: MoneyShape,
    /** As agreed with the partner. */
    settledBy: SettledBy,
    /** Who takes no part in IFM, where OCLC settles and it is not both. */
    notInIfm: NotInIfm.optional(),
    /** Of a lender that is a partner; absent where nobody told. */
    lender: z.strictObject({ country: z.string(), agreement: z.string().optional() }).optional(),
    /** Calendar days until it is needed, from when it was sent; null where no day was named. */
    daysLeft: z.int().nullable().optional(),
  }),
});
