import { z } from 'zod';
import { Batch, Citation, NewRequest, NotObtainedReason, RequestStatus, RequestSummary } from '#lib/contracts';

export const Id = z.uuid();

export const ListQuery = z
  .strictObject({
    status: z
      .string()
      .max(400)
      .refine((text) => text.split(',').every((one) => RequestStatus.safeParse(one).success), {
        error: `it has to be one or several of: ${RequestStatus.options.join(', ')}`,
      })
      .optional()
      .meta({ description: 'One or several, separated by commas' }),
    q: z.string().trim().max(200).optional().meta({ description: 'Words of the title' }),
    batch: z.uuid().optional(),
    set: z.uuid().optional().meta({ description: 'Only those asked for together' }),
    branch: z.string().trim().max(60).optional().meta({ description: 'Only those asked for this branch' }),
    cursor: z.string().max(200).optional().meta({ description: 'The `next` of the page before' }),
    limit: z.coerce.number().int().min(1).max(200).default(50),
  })
  .meta({ id: 'RequestListQuery' });
export type ListQuery = Omit<z.infer<typeof ListQuery>, 'status'> & { readonly status?: readonly RequestStatus[] | undefined };
/** The query as it is asked for: its one text of several taken apart (a shape that did so could not be described in OpenAPI). */
export const listQuery = ({ status, ...rest }: z.infer<typeof ListQuery>): ListQuery => ({
  ...rest,
  ...(status !== undefined && { status: status.split(',').map((one) => RequestStatus.parse(one)) }),
});

export const RequestList = z
  .strictObject({ requests: z.array(RequestSummary), next: z.string().optional() })
  .meta({ id: 'RequestList' });
export type RequestList = z.infer<typeof RequestList>;

export const CancelBody = z
  .strictObject({
    reason: z.string().trim().min(1).max(500).default('No longer needed'),
    whole: z.boolean().default(false).meta({ description: 'All that was asked for together with it, too' }),
  })
  .meta({ id: 'CancelRequest' });
export const AnswerBody = z
  .strictObject({ decisionId: z.uuid(), answer: z.string().min(1).max(200) })
  .meta({ id: 'AnswerQuestion' });
export const NotObtainedBody = z
  .strictObject({
    reason: NotObtainedReason,
    note: z.string().trim().min(1).max(500).optional().meta({ description: 'What the library should know; it stays with it' }),
  })
  .meta({ id: 'NotObtained' });
export type NotObtainedBody = z.infer<typeof NotObtainedBody>;
export type CancelBody = z.infer<typeof CancelBody>;
export type AnswerBody = z.infer<typeof AnswerBody>;

const typed = NewRequest.shape.citation.unwrap();
/** Fields as in a new request's citation, side by side or under `citation`; an empty one takes its value away. */
export const CorrectBody = typed
  .extend({ citation: typed.optional(), patron: z.string().trim().min(1).max(100).optional(), service: NewRequest.shape.service })
  .meta({ id: 'CorrectRequest' });
export type CorrectBody = z.infer<typeof CorrectBody>;

export const OpenUrlBody = z
  .strictObject({ query: z.string().max(16_000).meta({ description: 'The query part of an OpenURL, or the whole link' }) })
  .meta({ id: 'OpenUrl' });
export type OpenUrlBody = z.infer<typeof OpenUrlBody>;
export const OpenUrlAnswer = z
  .strictObject({
    citation: Citation,
    notes: z.array(z.string()).meta({ description: 'What was left out or set right' }),
    asCited: z.strictObject({ isbn: z.array(z.string()) }).meta({ description: 'Numbers with the digits they were sent with' }),
    sender: z.string().optional().meta({ description: 'Who sent the link, where it says so (sid)' }),
  })
  .meta({ id: 'OpenUrlRead' });
export type OpenUrlAnswer = z.infer<typeof OpenUrlAnswer>;

export const UploadQuery = z.strictObject({
  again: z
    .enum(['true', 'false'])
    .default('false')
    .transform((text) => text === 'true')
    .meta({ description: 'Take the file though the same one was taken before' }),
  name: z.string().trim().min(1).max(200).optional().meta({ description: 'What to call the file, where it comes as the body' }),
});
export type UploadQuery = z.infer<typeof UploadQuery>;

export const BatchList = z.strictObject({ batches: z.array(Batch.omit({ results: true })) }).meta({ id: 'BatchList' });
export type BatchList = z.infer<typeof BatchList>;
