import {
  Citation,
  Day,
  LibrarySymbol,
  MoneyShape,
  Moment,
  OwnCosts,
  PatronFees,
  ServiceType,
  Verification,
  Wishes,
} from '#lib/contracts';
import { z } from 'zod';

/** The request as it stands now: what was asked, when, and what patron and staff have answered since. */
export const Asked = z
  .strictObject({
    library: LibrarySymbol,
    /** ISO 4217; what the library reckons in. */
    currency: z.string().regex(/^[A-Z]{3}$/),
    service: ServiceType,
    citation: Citation,
    wishes: Wishes,
    verification: Verification,
    submittedAt: Moment,
    /** The moment of deciding, by the library's clock, and the date there. */
    now: Moment,
    today: Day,
    /** Working days by the library's calendar until it is of no use any more; null where the patron set no date. */
    workingDaysLeft: z.int().nullable(),
    citationLeftToStaff: z.boolean().default(false),
    /** Asked about the cost, the patron chose another edition instead. */
    otherEditionChosen: z.boolean().optional(),
    /** Name of the library system it shares with others (Evergreen), where it does. */
    sharedSystem: z.string().optional(),
    /** What an item borrowed costs the library itself, in minor units of its currency; nothing where absent. */
    ownCosts: OwnCosts.optional(),
    /** What this patron pays for what comes from elsewhere, in minor units of its currency; nothing where absent. */
    patronFees: PatronFees.omit({ freeGroups: true }).optional(),
    /** What the patron was asked to agree to and left to the library. */
    costLeftToStaff: MoneyShape.optional(),
  })
  .meta({ id: 'Asked' });
export type Asked = z.infer<typeof Asked>;

/** Whether a single document (article, chapter) is wanted, rather than a thing to be lent. */
export const wantsDocument = (asked: Pick<Asked, 'service'>): boolean => asked.service === 'copy';
