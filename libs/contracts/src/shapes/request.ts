import { z } from 'zod';
import { Day, MoneyShape } from './basic.ts';
import { NoticeLanguage } from './notice.ts';
import { PatronFees } from './patron-fee.ts';

const Languages = z
  .array(z.string().regex(/^[a-z]{2,3}$/))
  .max(20)
  .meta({ description: 'ISO 639 codes of the languages the patron reads', example: ['en', 'de'] });

/** What a patron has said once for all their requests; what is absent was never asked, and is asked when it matters. */
export const StandingWishes = z
  .strictObject({
    anyEdition: z.boolean().optional().meta({ description: 'Another edition will do' }),
    ebookAccepted: z.boolean().optional().meta({ description: 'An e-book will do' }),
    submittedVersionAccepted: z.boolean().optional().meta({ description: 'A preprint will do where nothing else is open' }),
    languages: Languages.optional(),
    maxPatronCost: MoneyShape.optional().meta({ description: 'A cost the patron agrees to without being asked' }),
    maxFee: MoneyShape.optional().meta({ description: 'The most the patron agrees to pay their library for one request' }),
    pickupBranch: z.string().max(60).optional(),
    homeDelivery: z.boolean().optional(),
    noticeChannel: z.enum(['email', 'none']).optional().meta({ description: '`none`: only on the page of the request' }),
    noticeLanguage: NoticeLanguage.optional(),
    keepHistory: z.boolean().optional().meta({ description: 'Closed requests stay the patron’s own' }),
  })
  .meta({ id: 'StandingWishes' });
export type StandingWishes = z.infer<typeof StandingWishes>;

/** What of it is other services' business: how a patron is told is directory's alone. */
export const WishesForAll = StandingWishes.omit({ noticeChannel: true, noticeLanguage: true });
export type WishesForAll = z.infer<typeof WishesForAll>;

/** A patron's standing wishes with what their library has to choose from. */
export const OwnWishes = z
  .strictObject({
    wishes: StandingWishes,
    currency: MoneyShape.shape.currency,
    branches: z.array(z.strictObject({ code: z.string(), name: z.string() })),
    fees: PatronFees.omit({ freeGroups: true })
      .optional()
      .meta({ id: 'OwnFees', description: 'What this patron pays, in minor units; absent where nothing' }),
  })
  .meta({ id: 'OwnWishes' });
export type OwnWishes = z.infer<typeof OwnWishes>;

/** What the patron said besides the citation. */
export const Wishes = z
  .strictObject({
    neededBy: Day.optional().meta({ description: 'Of no use after this day' }),
    anyEdition: z.boolean().default(true).meta({ description: 'Another edition will do' }),
    ebookAccepted: z.boolean().default(true),
    languages: Languages.optional(),
    maxPatronCost: MoneyShape.optional().meta({ description: 'A cost the patron agrees to without being asked' }),
    maxFee: MoneyShape.optional().meta({ description: 'The most the patron agrees to pay their library for it' }),
    feeAccepted: MoneyShape.optional().meta({ description: 'A fee the patron has agreed to pay when asked' }),
    pickupBranch: z.string().max(60).optional(),
    homeDelivery: z.boolean().optional().meta({ description: 'To be sent to the patron’s home; directory knows the address' }),
    pieces: z.int().min(1).max(20).default(1),
    costAccepted: MoneyShape.optional().meta({ description: 'A cost the patron has agreed to when asked' }),
    submittedVersionAccepted: z.boolean().optional().meta({ description: 'Answer to whether a preprint will do' }),
    retractionAcknowledged: z.boolean().optional(),
  })
  .meta({ id: 'Wishes' });
export type Wishes = z.infer<typeof Wishes>;

/**
 * How far a citation was checked: `confirmed` by an outside source, `complete` as cited (nothing missing, nobody confirms),
 * `incomplete`.
 */
export const Verification = z
  .strictObject({
    status: z.enum(['confirmed', 'complete', 'incomplete']),
    source: z.string().optional().meta({ description: 'Who confirmed it', example: 'Crossref' }),
    notes: z.array(z.string()).default([]).meta({ description: 'What was corrected or is missing, in plain words' }),
    retracted: z.boolean().default(false),
    retractionNotice: z.string().optional().meta({ description: 'DOI of the notice' }),
  })
  .meta({ id: 'Verification' });
export type Verification = z.infer<typeof Verification>;

/**
 * Why a patron cannot get what they were told is theirs: `missing` (not where it should be), `out` (somebody else has it), `on-reserve`
 * (kept for a course), `dead-link`, `bad-copy` (unreadable or not whole), `wrong-item`.
 */
export const NotObtainedReason = z
  .enum(['missing', 'out', 'on-reserve', 'dead-link', 'bad-copy', 'wrong-item'])
  .meta({ id: 'NotObtainedReason' });
export type NotObtainedReason = z.infer<typeof NotObtainedReason>;

/** Requests made together: volumes of one work, or copies of one book. Each is a request of its own in all that is counted. */
export const RequestSet = z
  .strictObject({
    id: z.uuid(),
    kind: z.enum(['volumes', 'copies']),
    number: z.int().min(1).max(20),
    size: z.int().min(1).max(20),
  })
  .meta({ id: 'RequestSet' });
export type RequestSet = z.infer<typeof RequestSet>;
