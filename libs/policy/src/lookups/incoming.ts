import { LibrarySymbol, MoneyShape, ServiceType, SettledBy } from '#lib/contracts';
import { z } from 'zod';
import { defineLookup } from './define.ts';

/** What another library asks of this one. */
export const incoming = defineLookup({
  name: 'incoming',
  label: 'the request of the other library',
  cost: 'local',
  shape: z.strictObject({
    borrower: LibrarySymbol,
    /** An active partner, with whom there is an agreement. */
    partner: z.boolean(),
    abroad: z.boolean(),
    /** ISO 3166; absent where nobody told. */
    country: z.string().length(2).optional(),
    /** Name of the agreement whose terms hold; null: the library's own. Absent where nobody told. */
    agreement: z.string().nullable().optional(),
    /** Loans to its country are open. */
    loansOpen: z.boolean(),
    settledBy: SettledBy,
    /** Loans and copies it had from us less those we had from it. */
    balance: z.int(),
    service: ServiceType,
    rush: z.boolean(),
    maxCost: MoneyShape.optional(),
    /** Of copies: as many pages as are wanted, where the citation says so. */
    pages: z.int().positive().optional(),
  }),
});
