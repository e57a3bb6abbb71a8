import { z } from 'zod';
import { defineMessage, type DataOf } from '../define.ts';
import { Sentence } from '../shapes/basic.ts';
import { NoMail, NoticeLanguage, NoticeStatus } from '../shapes/notice.ts';

export const NoticeChanged = defineMessage({
  type: 'directory.notice-changed.v1',
  kind: 'event',
  source: 'directory',
  summary:
    'Somebody was told what happened with a request, or could not be. Neither what was written nor where to. Subject: the notice.',
  data: z.strictObject({
    requestId: z.uuid(),
    notice: z.string().max(60).meta({ description: 'What it is about, as the policy names it', example: 'ready-for-pickup' }),
    to: z.enum(['patron', 'staff']),
    channel: z.enum(['mail', 'page']),
    language: NoticeLanguage.optional(),
    status: NoticeStatus,
    why: NoMail.optional(),
    detail: Sentence.optional().meta({ description: 'What the mail server said, without addresses' }),
    rule: z.string().meta({ description: 'The rule of the policy for notices that asked for it' }),
    policyHash: z.string(),
  }),
});
export type NoticeChanged = DataOf<typeof NoticeChanged>;
