import { z } from 'zod';
import { defineMessage, type DataOf } from '../define.ts';

export const MessageWritten = defineMessage({
  type: 'directory.message-written.v1',
  kind: 'event',
  source: 'directory',
  summary: 'The patron or the library wrote something about a request. Not what: that stays in directory. Subject: the message.',
  data: z.strictObject({
    requestId: z.uuid(),
    from: z.enum(['patron', 'staff']),
    via: z.enum(['page', 'mail']).meta({ description: 'On the page of the request, or by answering a mail' }),
  }),
});
export type MessageWritten = DataOf<typeof MessageWritten>;
