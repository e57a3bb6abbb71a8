import { Carrier, Day, MoneyShape, NotInIfm, SettledBy } from '#lib/contracts';
import { z } from 'zod';
import { defineLookup } from './define.ts';

/** A partner that holds the work, by the union catalog, with what is agreed with it. */
export const Holder = z.strictObject({
  partnerId: z.uuid(),
  symbol: z.string(),
  name: z.string(),
  member: z.boolean(),
  /** In another country than the borrower. */
  abroad: z.boolean(),
  settledBy: SettledBy,
  /** Who takes no part in IFM, where OCLC settles and it is not both. */
  notInIfm: NotInIfm.optional(),
  /** False where loans to or from its country are suspended. */
  loansOpen: z.boolean(),
  lendsAv: z.boolean(),
  lastResort: z.boolean(),
  /** Part of the same shared library system: shares by holds in transit. */
  sameSystem: z.boolean(),
  /** Working days it has to answer, as agreed. */
  daysToRespond: z.int().positive(),
  /** Loans and copies it had from us less those we had from it. */
  balance: z.int(),
  edition: z.enum(['same', 'other']),
  /** The other edition in words: `3rd ed., 2009`. */
  editionText: z.string().optional(),
  format: z.enum(['print', 'electronic']),
  /** False where license or record forbid what is asked for. */
  maySupply: z.boolean(),
  /** By whom it sends, as agreed. */
  carrier: Carrier.optional(),
  /** Requests of ours that it has been asked and has not answered or filled yet. */
  open: z.int().nonnegative().optional(),
  /** The most of them it wants at once. */
  mostOpen: z.int().positive().optional(),
  /** Closed today: the first day on which it is there again. */
  backOn: Day.optional(),
  /** How many IFLA vouchers it asks, in halves, where it takes them and says so. */
  vouchers: z.int().positive().optional(),
  /** What it asks for sending a loan, beside its charge. */
  postage: MoneyShape.optional(),
  /** What it asks for one loan or copy, where its record says so. */
  charge: MoneyShape.optional(),
  /**
   * How it has answered this library in the last 365 days: requests it was asked and has answered or let go by, those it filled, calendar
   * days from asking to here on average.
   */
  record: z
    .strictObject({ asked: z.int().nonnegative(), filled: z.int().nonnegative(), days: z.number().nonnegative().optional() })
    .optional(),
});
export type Holder = z.infer<typeof Holder>;

export const holders = defineLookup({
  name: 'holders',
  label: 'the union catalog',
  cost: 'free',
  shape: z.strictObject({
    holders: z.array(Holder).max(200),
    /** Library of Congress class numbers of the work. */
    classes: z.array(z.string()).max(20),
    /** Genre and form headings, lower case; `juvenile` where the record's audience says so. */
    genres: z.array(z.string()).max(60),
  }),
});
