import { z } from 'zod';
import { JOINING_STEPS, LibraryChanged, LibrarySymbol } from '#lib/contracts';
import { FIELDS } from '../app/patron-import/read-patrons.ts';

const text = (longest: number) => z.string().trim().min(1).max(longest);
const country = z
  .string()
  .regex(/^[A-Z]{2}$/)
  .meta({ description: 'ISO 3166-1 alpha-2', example: 'US' });

export const InvitationBody = z
  .strictObject({
    symbol: LibrarySymbol.meta({ description: 'Cannot be changed afterwards; its OCLC or ISIL symbol is a good choice' }),
    name: text(200),
    country,
    timeZone: text(60).meta({ example: 'America/Chicago' }),
    admin: z.strictObject({ username: text(100), displayName: text(200), email: z.email().max(254).optional() }),
  })
  .meta({ id: 'Invitation' });
export type InvitationBody = z.infer<typeof InvitationBody>;
export const Invited = z
  .strictObject({
    symbol: LibrarySymbol,
    username: z.string(),
    firstPassword: z.string().meta({ description: 'Shown this once: hand it over together with the address of Trillium' }),
  })
  .meta({ id: 'Invited' });
export type Invited = z.infer<typeof Invited>;

const {
  name,
  currency,
  timeZone,
  workingDays,
  holidays,
  closures,
  branches,
  unlinkAfterDays,
  keep,
  borrowing,
  asking,
  lending,
  costs,
  settling,
  patronFees,
  postalAddress,
} = LibraryChanged.data.shape;
export const SetUpBody = z
  .strictObject({
    name: name.trim().min(1).max(200),
    country,
    currency: currency.regex(/^[A-Z]{3}$/),
    timeZone,
    workingDays: workingDays.max(7),
    holidays: holidays.max(500),
    closures: closures.unwrap().max(100),
    postalAddress: postalAddress.unwrap(),
    unlinkAfterDays: unlinkAfterDays.unwrap().nullable().meta({ description: 'Null: as Trillium does by itself' }),
    keep: keep.unwrap().meta({ id: 'Keep', description: 'What is left out is kept as Trillium does by itself' }),
    borrowing: borrowing.unwrap().meta({ id: 'Borrowing', description: 'What is left out is as Trillium has it by itself' }),
    asking: asking.unwrap().meta({ id: 'AskingPatrons', description: 'What is left out is as Trillium has it by itself' }),
    lending: lending.unwrap().meta({ id: 'LendingTerms', description: 'What is left out is as Trillium has it by itself' }),
    costs: costs
      .unwrap()
      .meta({ id: 'OwnCosts', description: 'In minor units (cents) of its currency; what is left out costs nothing' }),
    settling: settling.unwrap().meta({ id: 'Settling', description: 'What is left out is as Trillium has it by itself' }),
    patronFees: patronFees
      .unwrap()
      .meta({ id: 'PatronFees', description: 'In minor units (cents) of its currency; what is left out costs patrons nothing' }),
    branches: z.array(branches.element.extend({ code: text(30), name: text(200) })).max(200),
  })
  .partial()
  .meta({ id: 'LibrarySetUp', description: 'What is left out stays as it is' });
export type SetUpBody = z.infer<typeof SetUpBody>;

export const Readiness = z
  .strictObject({
    ready: z.boolean().meta({ description: 'Nothing is missing that keeps a request from being filled' }),
    items: z.array(
      z.strictObject({ step: z.enum(JOINING_STEPS), state: z.enum(['ready', 'missing', 'advised']), words: z.string() }),
    ),
  })
  .meta({ id: 'Readiness' });
export type Readiness = z.infer<typeof Readiness>;

export const HolidayQuery = z.strictObject({ country, from: z.iso.date().optional() });
export type HolidayQuery = z.infer<typeof HolidayQuery>;
export const HolidayList = z
  .strictObject({
    holidays: z.array(z.strictObject({ date: z.iso.date(), name: z.string() })),
    known: z.boolean().meta({ description: 'Whether the holidays of this country are known here' }),
  })
  .meta({ id: 'HolidayList' });
export type HolidayList = z.infer<typeof HolidayList>;

const field = z.enum(FIELDS);
const columns = z.partialRecord(field, z.string().max(200));
export const PatronFileBody = z
  .strictObject({
    csv: z.string().min(1).max(20_000_000),
    mapping: columns.optional().meta({ description: 'Which column is which field; guessed where left out' }),
    group: z.string().trim().max(60).optional().meta({ description: 'Of those whose line names none' }),
    endMissing: z.boolean().default(false).meta({ description: 'End the membership of those who are not in the file' }),
    commit: z.boolean().default(false).meta({ description: 'False: only say what would become of each line' }),
  })
  .meta({ id: 'PatronFile' });
export type PatronFileBody = z.infer<typeof PatronFileBody>;
export const PatronsImported = z
  .strictObject({
    committed: z.boolean(),
    columns: z.array(z.string()),
    mapping: columns,
    added: z.int(),
    changed: z.int(),
    unchanged: z.int(),
    ended: z.int(),
    faulty: z.int(),
    faults: z
      .array(z.strictObject({ line: z.int(), field, message: z.string(), remedy: z.string() }))
      .meta({ description: 'The first hundred' }),
    sample: z
      .array(
        z.strictObject({
          cardNumber: z.string(),
          familyName: z.string(),
          givenName: z.string().optional(),
          email: z.string().optional(),
          group: z.string(),
          blocked: z.boolean(),
        }),
      )
      .meta({ description: 'The first five lines, as they were understood' }),
  })
  .meta({ id: 'PatronsImported' });
export type PatronsImported = z.infer<typeof PatronsImported>;
