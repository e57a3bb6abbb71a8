import { z } from 'zod';
import { Renewal } from '../shapes/attempt.ts';
import { Day, LibrarySymbol, MoneyShape, Moment, PatronRef, Sentence } from '../shapes/basic.ts';
import { Citation, ServiceType } from '../shapes/citation.ts';
import { PatronFeeStanding } from '../shapes/patron-fee.ts';
import { NotObtainedReason, RequestSet, Verification, Wishes } from '../shapes/request.ts';

/** Where a request stands, in the few words a patron needs (FIELD.md §2: patrons see a simpler set). */
export const RequestStatus = z
  .enum([
    'checking', // intake verifies the citation
    'waiting-for-staff',
    'waiting-for-patron',
    'deciding',
    'in-progress', // being supplied: asked, ordered, in the post
    'ready', // the patron can have it: waits on the hold shelf, or a link is there
    'finished', // the patron has it; something may still be owed
    'closed', // nothing is owed by anyone any more
    'unfilled',
    'cancelled',
    'merged',
    'declined',
  ])
  .meta({ id: 'RequestStatus' });
export type RequestStatus = z.infer<typeof RequestStatus>;

/** One thing that happened, on the request's page. */
export const TimelineEntry = z
  .strictObject({
    at: Moment,
    service: z.string(),
    type: z.string().meta({ description: 'The message type; the console words it from its catalog' }),
    text: Sentence.optional(),
    data: z.record(z.string(), z.unknown()),
  })
  .meta({ id: 'TimelineEntry' });

export const RequestSummary = z
  .strictObject({
    id: z.uuid(),
    library: LibrarySymbol,
    patronRef: PatronRef,
    by: PatronRef.optional().meta({ description: 'Who asked in the patron’s name' }),
    service: ServiceType,
    citation: Citation,
    requestingBranch: z.string().optional().meta({ description: 'The branch it was asked for' }),
    status: RequestStatus,
    route: z.string().optional(),
    rule: z.string().optional(),
    reason: Sentence.optional().meta({ description: 'Why it was decided so, or why it waits' }),
    supplier: z.string().optional(),
    url: z.url().optional(),
    batchId: z.uuid().optional(),
    batchLine: z.int().optional(),
    set: RequestSet.extend({ arrived: z.int().optional().meta({ description: 'How many of them the patron can have, or has' }) })
      .optional()
      .meta({ description: 'What it was asked for together with' }),
    submittedAt: Moment,
    updatedAt: Moment,
  })
  .meta({ id: 'RequestSummary' });
export type RequestSummary = z.infer<typeof RequestSummary>;

/**
 * What cancelling means: `nothing-sent` (nobody has been asked), `lender-told` (whoever was asked is told to stop), `hold-removed`,
 * `sent-back` (it is on its way or here, and goes back), `kept-by-library` (it is ordered or bought, and the library keeps it).
 */
export const CancelMeans = z
  .enum(['nothing-sent', 'lender-told', 'hold-removed', 'sent-back', 'kept-by-library'])
  .meta({ id: 'CancelMeans' });
export type CancelMeans = z.infer<typeof CancelMeans>;

/** What happens next, in the patron’s words. */
export const PatronNext = z
  .strictObject({
    what: z.enum([
      'check', // the citation is checked
      'decide', // it is found out how to get it
      'staff-looks',
      'answer', // by the patron
      'lender-answers',
      'order-arrives',
      'parcel-arrives',
      'made-ready', // it is here, and not yet on the hold shelf
      'fetched', // from the library's own shelf
      'pick-up',
      'bring-back',
      'open-copy',
      'sent-home', // nothing for the patron to do: it goes back to its lender
      'nothing',
    ]),
    by: z.union([Day, Moment]).optional(),
  })
  .meta({ id: 'PatronNext' });
export type PatronNext = z.infer<typeof PatronNext>;

/** How a loan stands. */
export const LoanStanding = z
  .strictObject({
    due: Day.optional().meta({ description: 'When the patron is to bring it back' }),
    lenderDue: Day.optional().meta({ description: 'When its lender wants it back: for staff' }),
    renewal: Renewal.optional(),
    recalled: z.literal(true).optional(),
    overdue: z.literal(true).optional(),
  })
  .meta({ id: 'LoanStanding' });
export type LoanStanding = z.infer<typeof LoanStanding>;

/** What the patron can do with their request now; what is not here would be refused. */
export const PatronSteps = z
  .strictObject({
    cancel: CancelMeans.optional(),
    correct: z.literal(true).optional(),
    renew: z.literal(true).optional(),
    notObtained: z
      .array(NotObtainedReason)
      .optional()
      .meta({ description: 'Why it may be out of reach, the way it is supplied' }),
  })
  .meta({ id: 'PatronSteps' });
export type PatronSteps = z.infer<typeof PatronSteps>;

export const RequestPage = RequestSummary.extend({
  together: z
    .array(z.strictObject({ id: z.uuid(), number: z.int(), volume: z.string().optional(), status: RequestStatus }))
    .optional()
    .meta({ description: 'All that was asked for together, it included' }),
  steps: PatronSteps,
  next: PatronNext,
  loan: LoanStanding.optional(),
  fee: PatronFeeStanding.optional().meta({ description: 'What its patron pays for it; absent where nothing was ever asked' }),
  pickup: z.strictObject({ code: z.string(), name: z.string() }).optional().meta({ description: 'Where the patron picks it up' }),
  wishes: Wishes,
  verification: Verification.optional(),
  notes: z.string().optional(),
  question: z
    .strictObject({
      decisionId: z.uuid(),
      question: z.string(),
      text: Sentence,
      options: z.array(z.strictObject({ value: z.string(), label: Sentence })),
      default: z.string(),
      answerBy: Moment,
    })
    .optional(),
  timeline: z.array(TimelineEntry),
}).meta({ id: 'RequestPage' });
export type RequestPage = z.infer<typeof RequestPage>;

/** A request as a person or program makes it: by a citation, or by an OpenURL. */
export const NewRequest = z
  .strictObject({
    library: LibrarySymbol.optional().meta({ description: 'Only for an operator; everyone else asks at their own library' }),
    patron: z.string().max(100).optional().meta({ description: 'Card number or patronRef, where staff ask for someone' }),
    for: PatronRef.optional().meta({ description: 'In whose name it is asked, where another patron has allowed it' }),
    service: ServiceType.optional().meta({ description: 'Told from the citation where it is not given' }),
    citation: z
      .strictObject({
        kind: z.string().max(40).optional(),
        title: z.string().max(2000).optional(),
        container: z.string().max(2000).optional(),
        authors: z.union([z.string().max(4000), z.array(z.string().max(400)).max(200)]).optional(),
        volume: z.string().max(60).optional(),
        issue: z.string().max(60).optional(),
        pages: z.string().max(60).optional(),
        year: z.union([z.string().max(20), z.int()]).optional(),
        edition: z.string().max(200).optional(),
        publisher: z.string().max(400).optional(),
        place: z.string().max(200).optional(),
        institution: z.string().max(400).optional(),
        language: z.string().max(20).optional(),
        issn: z.string().max(60).optional(),
        isbn: z.string().max(60).optional(),
        doi: z.string().max(400).optional(),
        pmid: z.string().max(40).optional(),
        oclc: z.string().max(40).optional(),
      })
      .optional(),
    openurl: z.string().max(16_000).optional().meta({ description: 'The query part of an OpenURL 1.0 (or 0.1) link' }),
    volumes: z
      .union([z.string().max(2000), z.array(z.string().max(60)).max(200)])
      .optional()
      .meta({ description: 'Several volumes of one work, at most 20: a request each', example: '1-3; 5' }),
    copies: z.number().optional().meta({ description: 'Several copies of one book, for a group that reads it; at most 20' }),
    neededBy: z.string().max(40).optional(),
    anyEdition: z.boolean().optional(),
    ebookAccepted: z.boolean().optional(),
    pieces: z.int().optional(),
    pickupBranch: z.string().max(60).optional().meta({ description: 'Default: the requesting branch' }),
    maxFee: MoneyShape.optional().meta({ description: 'The most the patron agrees to pay; default: as they always wish' }),
    homeDelivery: z.boolean().optional().meta({ description: 'To be sent to the patron’s home; default: as they always wish' }),
    requestingBranch: z.string().max(60).optional().meta({
      description:
        'For which branch it is asked, where that is an institution of its own (mediated borrowing); its contact is the patron',
    }),
    notes: z.string().max(4000).optional(),
  })
  .meta({ id: 'NewRequest', description: 'Give `citation` or `openurl`' });
export type NewRequest = z.infer<typeof NewRequest>;
