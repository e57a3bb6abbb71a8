import { z } from 'zod';
import { Day, MoneyShape, Moment, Sentence } from '#lib/contracts';
import { VERDICTS } from '../domain/ifm/match.ts';
import { CurrencyCode, MonthParam } from './settling-shapes.ts';

export const IfmSide = z.enum(['borrower', 'lender']).meta({ description: 'Of what was borrowed, or of what was lent' });
export const IfmUploadQuery = z.strictObject({
  side: IfmSide.optional().meta({ description: 'Where the file does not say' }),
  month: MonthParam.optional().meta({ description: 'Where its lines have no dates' }),
  currency: CurrencyCode.optional().meta({ description: 'Where the file does not say; default USD' }),
  name: z.string().trim().min(1).max(200).default('ifm-report'),
});
export type IfmUploadQuery = z.infer<typeof IfmUploadQuery>;

/** A file as the body. */
export const IfmFile = z
  .string({ error: 'Send the report as text (content type text/csv or text/plain).' })
  .min(1, 'The file is empty.')
  .refine((text) => !text.includes('\uFFFD'), 'The file is not encoded in UTF-8. Save it as UTF-8 and bring it again.');

export const IfmLineShape = z
  .strictObject({
    line: z.int().min(1).meta({ description: 'Its line in the file' }),
    kind: z.enum(['charge', 'fee']).meta({ description: 'fee: OCLC’s own transaction charge' }),
    number: z.string().optional().meta({ description: 'OCLC’s number of the request' }),
    symbol: z.string().optional().meta({ description: 'The other library' }),
    day: Day.optional(),
    amount: MoneyShape.meta({ description: 'Below zero: given back' }),
    verdict: z.enum(VERDICTS),
    why: Sentence.optional(),
    requestId: z.uuid().optional(),
    waits: z.boolean().meta({ description: 'For a person, who accepts or contests it' }),
    taken: z.enum(['confirm', 'credit', 'accept', 'contest']).optional(),
    reason: Sentence.optional().meta({ description: 'What that person said' }),
  })
  .meta({ id: 'IfmLine' });
export type IfmLineShape = z.infer<typeof IfmLineShape>;

const summary = {
  id: z.uuid(),
  side: IfmSide,
  month: MonthParam,
  fileName: z.string(),
  at: Moment.meta({ description: 'When it was brought' }),
  lines: z.int().min(0),
  waiting: z.int().min(0).meta({ description: 'Lines that differ and wait for a person' }),
  total: MoneyShape,
};
export const IfmReportSummary = z.strictObject(summary).meta({ id: 'IfmReportSummary' });
export type IfmReportSummary = z.infer<typeof IfmReportSummary>;
export const IfmReportList = z.strictObject({ reports: z.array(IfmReportSummary) }).meta({ id: 'IfmReportList' });
export type IfmReportList = z.infer<typeof IfmReportList>;
export const IfmReportShape = z
  .strictObject({ ...summary, found: z.array(IfmLineShape) })
  .meta({ id: 'IfmReport', description: 'A report of OCLC’s on IFM, held against what was expected' });
export type IfmReportShape = z.infer<typeof IfmReportShape>;

export const IfmOpenQuery = z.strictObject({ currency: CurrencyCode.default('USD') });
export type IfmOpenQuery = z.infer<typeof IfmOpenQuery>;
export const IfmOpen = z
  .strictObject({
    through: MonthParam.optional().meta({ description: 'The latest month of which a borrower’s report was brought' }),
    more: z.boolean(),
    open: z.array(
      z.strictObject({
        side: IfmSide,
        charge: z.uuid().meta({ description: 'The supply attempt or, of what was lent, our side of it' }),
        requestId: z.uuid().optional(),
        payee: z.string().meta({ description: 'The other library' }),
        number: z.string().optional().meta({ description: 'OCLC’s number of the request, where it is known' }),
        since: Moment,
        amount: MoneyShape.meta({ description: 'Below zero: a refund is expected' }),
        fee: MoneyShape,
        standing: z.enum(['waiting', 'missing', 'refund']),
      }),
    ),
  })
  .meta({ id: 'IfmOpen', description: 'What is expected through IFM and stands in no report yet' });
export type IfmOpen = z.infer<typeof IfmOpen>;

export const LineParam = z.coerce.number().int().min(1).max(1_000_000);
export const IfmReasonBody = z.strictObject({ reason: Sentence }).meta({ id: 'IfmLineReason' });
