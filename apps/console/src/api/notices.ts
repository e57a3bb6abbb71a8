import { queryOptions } from '@tanstack/react-query';
import type { NoticeLanguage } from '#lib/contracts';
import { get, send } from './client.ts';

export interface NoticeWords {
  readonly subject: string;
  readonly body: string;
}
export interface WordsInUse extends NoticeWords {
  readonly notice: string;
  readonly language: NoticeLanguage;
  /** The library's own; else those that Trillium comes with. */
  readonly own: boolean;
  readonly fields: readonly string[];
}
export type NoticeDraft = NoticeWords & Pick<WordsInUse, 'notice' | 'language'>;
export interface NoticePreview {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

const WORDS = '/api/directory/notice-words';
const keyOf = (library: string) => ['notices', library] as const;

export const noticeWordsQuery = (library: string) =>
  queryOptions({
    queryKey: [...keyOf(library), 'words'],
    queryFn: async ({ signal }): Promise<readonly WordsInUse[]> => (await get<{ words: WordsInUse[] }>(WORDS, signal)).words,
  });
export const noticePreviewQuery = (library: string, draft: NoticeDraft) =>
  queryOptions({
    queryKey: [...keyOf(library), 'preview', draft],
    queryFn: (): Promise<NoticePreview> => send('POST', `${WORDS}/preview`, draft),
    retry: false,
    staleTime: Infinity,
  });
export const saveNoticeWords = ({ notice, language, ...words }: NoticeDraft): Promise<WordsInUse> =>
  send('PUT', `${WORDS}/${notice}/${language}`, words);
export const resetNoticeWords = ({ notice, language }: Pick<NoticeDraft, 'notice' | 'language'>): Promise<WordsInUse> =>
  send('DELETE', `${WORDS}/${notice}/${language}`);
export const sendTestNotice = (draft: NoticeDraft): Promise<{ readonly sentTo: 'you' | 'library' }> =>
  send('POST', `${WORDS}/test`, draft);
