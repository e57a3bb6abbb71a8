import { z } from 'zod';
import { FeeTermsShape } from './patron-fee.ts';
import { Day, LibrarySymbol, MoneyShape, Moment, Sentence } from './basic.ts';

/** Who settles a charge between libraries (FIELD.md §4). */
export const SettledBy = z
  .enum([
    'OCLC',
    'consortium',
    'invoice',
    'vouchers',
    'EFTS', // the Electronic Fund Transfer System of medical libraries
    'deposit', // from the account the library keeps with the lender
    'reciprocity', // nothing is paid: what each lends the other is counted
    'nobody',
  ])
  .meta({ id: 'SettledBy' });
export type SettledBy = z.infer<typeof SettledBy>;

/** IFLA vouchers kept for a lender abroad. */
export const PromisedVouchers = z
  .strictObject({
    promise: z.uuid().meta({ description: 'Under which payment keeps them' }),
    halves: z.int().positive().meta({ description: 'In half vouchers: 2 is one' }),
  })
  .meta({ id: 'PromisedVouchers' });
export type PromisedVouchers = z.infer<typeof PromisedVouchers>;

/** Who of both takes no part in OCLC's ILL Fee Management, which wants both (FIELD.md §4). */
export const NotInIfm = z
  .array(z.enum(['borrower', 'lender']))
  .min(1)
  .max(2)
  .meta({ id: 'NotInIfm', description: 'Who takes no part in IFM although OCLC settles; absent where both do' });
export type NotInIfm = z.infer<typeof NotInIfm>;

/** A lender to ask, in the order they stand in the lender string. */
export const LenderToAsk = z
  .strictObject({
    partnerId: z.uuid(),
    symbol: z.string(),
    name: z.string(),
    member: z.boolean(),
    settledBy: SettledBy,
    notInIfm: NotInIfm.optional(),
    expectedCost: MoneyShape.optional().meta({ description: 'Absent where free' }),
    maxCost: MoneyShape.optional().meta({ description: 'The most this request may cost there without asking a person' }),
    notBefore: Day.optional().meta({
      description: 'Closed until then: not asked before, and whoever stands behind it is asked meanwhile',
    }),
    fee: FeeTermsShape.optional().meta({ description: 'What the patron pays where it comes from there; absent: nothing' }),
    vouchers: PromisedVouchers.optional().meta({ description: 'What it is paid with, where it takes IFLA vouchers' }),
    why: Sentence.meta({ description: 'Why it stands at this place of the lender string' }),
  })
  .meta({ id: 'LenderToAsk' });
export type LenderToAsk = z.infer<typeof LenderToAsk>;

/** Which conditions of a lender's are agreed to without asking a person. */
export const Accepts = z
  .strictObject({
    upTo: MoneyShape.optional().meta({ description: 'A price of the lender’s up to this much' }),
    conditions: z
      .array(z.string().max(100))
      .max(10)
      .optional()
      .meta({ description: 'Loan conditions, as ISO 18626 names them', example: ['LibraryUseOnly', 'NoReproduction'] }),
  })
  .meta({ id: 'Accepts' });
export type Accepts = z.infer<typeof Accepts>;

const route = <const Name extends string, Shape extends z.ZodRawShape>(name: Name, shape: Shape) =>
  z.strictObject({ route: z.literal(name), ...shape });

/** What was decided. One of the routes; each carries what is needed to carry it out. */
export const Outcome = z
  .discriminatedUnion('route', [
    route('tell-patron', { message: Sentence }),
    route('merge', { into: z.uuid().meta({ description: 'The request that lives on' }) }),
    route('decline', { offer: z.enum(['reserve', 'none']) }),
    route('ask-patron', {
      question: z.enum(['citation', 'retraction', 'submitted-version', 'cost', 'fee', 'other-edition']),
      text: Sentence,
      options: z.array(z.strictObject({ value: z.string(), label: Sentence })).min(1),
      default: z.string().meta({ description: 'What silence means' }),
      answerBy: Moment,
      cost: MoneyShape.optional(),
    }),
    route('hold', { library: LibrarySymbol, record: z.string(), callNumber: z.string().optional(), due: z.string().optional() }),
    route('scan', { library: LibrarySymbol, record: z.string(), callNumber: z.string().optional() }),
    route('link', { url: z.url(), package: z.string(), coverage: z.string().optional() }),
    route('deliver', {
      url: z.url(),
      version: z.enum(['publishedVersion', 'acceptedVersion', 'submittedVersion']),
      license: z.string().optional(),
      host: z.string().optional(),
    }),
    route('buy', {
      what: z.enum(['copy', 'print', 'e-book']),
      provider: z.string(),
      offer: z.string().meta({ description: "The provider's own number for the quote" }),
      price: MoneyShape.meta({ description: 'As quoted; by hand, the most it may cost' }),
      byHand: z.literal(true).optional().meta({ description: 'Staff buy it at the seller’s own site' }),
      fee: FeeTermsShape.optional().meta({ description: 'What the patron pays; absent: nothing' }),
      reservation: z.uuid().meta({ description: 'The part of the fund held for it' }),
      addToCollection: z.boolean(),
    }),
    route('borrow', {
      lenders: z.array(LenderToAsk).min(1).max(15),
      mayRaiseTo: MoneyShape.optional(),
      accepts: Accepts.optional(),
    }),
    route('staff', {
      why: Sentence,
      notYet: z.boolean().default(false).meta({ description: 'Trillium cannot do this by itself yet' }),
    }),
  ])
  .meta({ id: 'Outcome' });
export type Outcome = z.infer<typeof Outcome>;
export type Route = Outcome['route'];
