import { z } from 'zod';
import { NoticeLanguage } from '#lib/contracts';
import { LONGEST } from '../domain/notice/template.ts';
import { TEMPLATES } from '../domain/notice/words/words.ts';

export const NoticeName = z.enum(TEMPLATES).meta({ id: 'NoticeName' });

export const NoticeWordsBody = z
  .strictObject({
    // longer ones are told from what is wrong with them, see checkWords
    subject: z
      .string()
      .max(LONGEST.subject * 10)
      .meta({ example: 'Ready for pick-up: {{ title }}' }),
    body: z.string().max(LONGEST.body * 2),
  })
  .meta({ id: 'NoticeWords' });
export type NoticeWordsBody = z.infer<typeof NoticeWordsBody>;

export const NoticeWordsShown = NoticeWordsBody.extend({
  notice: NoticeName,
  language: NoticeLanguage,
  own: z.boolean().meta({ description: 'The library’s own words; else those that Trillium comes with' }),
  fields: z.array(z.string()).meta({ description: 'What may be filled in, as {{ title }}' }),
}).meta({ id: 'NoticeWordsShown' });
export type NoticeWordsShown = z.infer<typeof NoticeWordsShown>;
export const NoticeWordsList = z.strictObject({ words: z.array(NoticeWordsShown) }).meta({ id: 'NoticeWordsList' });

export const NoticeDraft = NoticeWordsBody.extend({ notice: NoticeName, language: NoticeLanguage }).meta({ id: 'NoticeDraft' });
export type NoticeDraft = z.infer<typeof NoticeDraft>;

export const NoticePreview = z
  .strictObject({ subject: z.string(), text: z.string(), html: z.string() })
  .meta({ id: 'NoticePreview' });
export type NoticePreview = z.infer<typeof NoticePreview>;

export const TestSent = z
  .strictObject({
    sentTo: z.enum(['you', 'library']).meta({ description: '`library`: your account has no address, so to the library’s own' }),
  })
  .meta({ id: 'NoticeTestSent' });
export type TestSent = z.infer<typeof TestSent>;

export const NoticeStands = z.strictObject({ status: z.string() }).meta({ id: 'NoticeStands' });
