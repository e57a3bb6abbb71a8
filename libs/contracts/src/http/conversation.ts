import { z } from 'zod';
import { Moment, PatronRef } from '../shapes/basic.ts';
import { NoMail, NoticeStatus } from '../shapes/notice.ts';

/** The longest message, in characters. */
export const LONGEST_MESSAGE = 5000;

/** One message about a request, as one of the two sides reads it. Plain text. */
export const WrittenMessage = z
  .strictObject({
    id: z.uuid(),
    from: z.enum(['patron', 'staff']),
    via: z.enum(['page', 'mail']),
    text: z.string(),
    whole: z.string().optional().meta({ description: 'Of an answer by e-mail from which something quoted was cut: all of it' }),
    at: Moment,
    read: z.boolean().meta({ description: 'Whether the other side has read it' }),
    attachments: z.int().optional().meta({ description: 'So many files came with the mail, and were not taken' }),
    sender: z.string().optional().meta({ description: 'For staff: the address it came from, where it is not the patron’s' }),
    mail: z
      .strictObject({ status: NoticeStatus, why: NoMail.optional() })
      .optional()
      .meta({ description: 'For staff: what became of the mail by which the patron hears of it' }),
  })
  .meta({ id: 'WrittenMessage' });
export type WrittenMessage = z.infer<typeof WrittenMessage>;

export const Conversation = z
  .strictObject({
    requestId: z.uuid(),
    patronRef: PatronRef,
    side: z.enum(['patron', 'staff']).meta({ description: 'For which of the two the caller reads and writes' }),
    messages: z.array(WrittenMessage).meta({ description: 'The earliest first' }),
    unread: z.int().meta({ description: 'How many of the other side’s one has not read' }),
    full: z.boolean().meta({ description: 'Nothing more can be written: the conversation is as long as one may be' }),
  })
  .meta({ id: 'Conversation' });
export type Conversation = z.infer<typeof Conversation>;

export const NewMessage = z
  .strictObject({
    // longer ones are told so
    text: z
      .string()
      .max(LONGEST_MESSAGE * 4)
      .meta({ example: 'The library wants another two dollars for it. Shall we go on?' }),
    id: z.uuid().optional().meta({ description: 'The caller’s own id for it: the same one sent twice is one message' }),
  })
  .meta({ id: 'NewMessage' });
export type NewMessage = z.infer<typeof NewMessage>;
