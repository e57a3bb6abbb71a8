import { z } from 'zod';
import { defineMessage, type DataOf } from '../define.ts';
import { LibrarySymbol, PostalAddress } from '../shapes/basic.ts';
import { PatronFees } from '../shapes/patron-fee.ts';

const days = (least: number, what: string) => z.int().min(least).max(3650).optional().meta({ description: what });
const limit = (least: number, most: number, what: string) => z.int().min(least).max(most).optional().meta({ description: what });
/** How long a library keeps what it need not keep for ever, in days. */
export const Keep = z.strictObject({
  uploads: days(1, 'Days after which the lines of an uploaded file go, but for what became of them; 180 where absent'),
  messages: days(90, 'Days after which ISO 18626 messages of closed loans and copies go; 400 where absent'),
  formerPatrons: days(1, 'Days after which a patron whose membership has ended is erased; never where absent'),
});
export type Keep = z.infer<typeof Keep>;

/** How long borrowing may take, in the library's working days; what is absent is as Trillium has it. */
export const Borrowing = z.strictObject({
  graceDays: limit(0, 20, 'The patron’s due date is so much before the lender’s; 2 where absent'),
  holdShelfDays: limit(1, 60, 'How long an item waits on the hold shelf; 7 where absent'),
  renewals: z.int().min(0).max(10).optional().meta({ description: 'How often a loan may be renewed; 3 where absent' }),
  copyDays: limit(1, 250, 'How long the link to a copy bought or borrowed for one patron is shown; 20 where absent'),
  checkCopies: z
    .boolean()
    .optional()
    .meta({ description: 'Staff look at a borrowed copy before its patron gets it; false where absent' }),
  chargedOnReceipt: z.boolean().optional().meta({
    description:
      'What OCLC settles is expected once the loan is here, as it used to be, not once its lender has shipped it; false where absent',
  }),
  askingCap: limit(5, 120, 'The hard cap: after so long without anything on its way the request ends; 40 where absent'),
  cap: limit(60, 250, 'The hard cap of the whole: after so long whatever is still open ends; 180 where absent'),
});
export type Borrowing = z.infer<typeof Borrowing>;

/** How a library reminds its patrons of what they are asked; what is absent is as Trillium has it. */
export const AskingPatrons = z.strictObject({
  reminders: z.int().min(0).max(5).optional().meta({ description: 'How often before silence counts; 1 where absent, 0: never' }),
  lastReminderHours: limit(1, 720, 'The last reminder comes so many hours before silence counts; 24 where absent'),
});
export type AskingPatrons = z.infer<typeof AskingPatrons>;
/** What an item borrowed costs the library itself, beside what its lender asks: in minor units (cents) of its currency. */
export const OwnCosts = z.strictObject({
  handling: limit(0, 100_000, 'Work and packing of an item; nothing where absent'),
  postage: limit(0, 100_000, 'Sending a loan back; nothing where absent'),
});
export type OwnCosts = z.infer<typeof OwnCosts>;
/** In what a library takes part to settle with others; what is absent is as Trillium has it. */
export const Settling = z.strictObject({
  withoutIfm: z.boolean().optional().meta({
    description: 'It takes no part in OCLC’s ILL Fee Management: nothing is settled through it; false where absent',
  }),
});
export type Settling = z.infer<typeof Settling>;

/** How a library lends; what is absent is as Trillium has it. Its lending policy may say other days for a loan. */
export const LendingTerms = z.strictObject({
  shipDays: limit(0, 60, 'Days on the way there; 5 where absent'),
  loanDays: limit(1, 365, 'Days with the borrower, where the policy says nothing; 28 where absent'),
  returnDays: limit(0, 60, 'Days on the way back; all three make the due date; 5 where absent'),
  renewals: limit(0, 12, 'How often a loan is renewed; 1 where absent'),
  answersItself: z.boolean().optional().meta({
    description: 'Whether the borrower is told at once what the lending policy answers; what it leaves to a person waits for one',
  }),
});
export type LendingTerms = z.infer<typeof LendingTerms>;

export const LibraryChanged = defineMessage({
  type: 'directory.library-changed.v1',
  kind: 'event',
  source: 'directory',
  summary: 'A library joined or its profile, calendar or settings changed; carries the whole profile.',
  data: z.strictObject({
    symbol: LibrarySymbol,
    name: z.string(),
    country: z.string().length(2),
    currency: z.string().length(3),
    timeZone: z.string(),
    workingDays: z.array(z.int().min(1).max(7)),
    holidays: z.array(z.iso.date()),
    closures: z
      .array(z.strictObject({ from: z.iso.date(), to: z.iso.date(), why: z.string().max(200).optional() }))
      .optional()
      .meta({ description: 'The closure switch: first and last day; nothing falls due in between, whatever the channel' }),
    branches: z.array(z.strictObject({ code: z.string(), name: z.string() })),
    active: z.boolean(),
    practiceOf: LibrarySymbol.optional().meta({ description: 'The library of which it is the practice copy' }),
    postalAddress: PostalAddress.optional(),
    catalogUrl: z.url().optional().meta({ description: 'SRU base address of its own catalog' }),
    ilsUrl: z.url().optional().meta({ description: 'NCIP address of its library system' }),
    sharedIls: z.string().optional().meta({ description: 'Name of the shared Evergreen it is part of' }),
    unlinkAfterDays: z
      .int()
      .min(1)
      .max(3650)
      .optional()
      .meta({ description: 'Days after which a closed request is nobody’s any more; 90 where absent' }),
    keep: Keep.optional(),
    borrowing: Borrowing.optional(),
    asking: AskingPatrons.optional(),
    lending: LendingTerms.optional(),
    costs: OwnCosts.optional(),
    settling: Settling.optional(),
    patronFees: PatronFees.optional(),
    subjectsAtHigherLimit: z.array(z.string()).default([]),
  }),
});
export type LibraryChanged = DataOf<typeof LibraryChanged>;
