import type { NoticeLanguage } from '#lib/contracts';
import { unwrap } from '#lib/kernel';
import type { Tx } from '#lib/messaging';
import { wordsDecider } from '../../domain/notice/own-words.ts';
import { fieldsOf, SHIPPED, type NoticeKind, type Words } from '../../domain/notice/words/words.ts';
import { noticeWords, wordsId } from '../stores.ts';

/** A notice's words as they are used. */
export interface WordsInUse extends Words {
  readonly notice: NoticeKind;
  readonly language: NoticeLanguage;
  readonly own: boolean;
  readonly fields: string[];
}
export const wordsInUse = (notice: NoticeKind, language: NoticeLanguage, own: Words | undefined): WordsInUse => ({
  notice,
  language,
  ...(own ?? SHIPPED[language][notice]),
  own: own !== undefined,
  fields: [...fieldsOf(notice)],
});

/**
 * Keeps a library's own words, or goes back to the shipped ones where none are given.
 * @throws RejectionError naming part, line and remedy where they cannot be filled in
 */
export async function writeWords(tx: Tx, notice: NoticeKind, language: NoticeLanguage, words?: Words): Promise<WordsInUse> {
  const stepped = await noticeWords.step(tx, wordsId(tx.tenant, notice, language), (state) =>
    wordsDecider.decide(state, words ? { type: 'write', notice, language, words } : { type: 'go-back' }),
  );
  return wordsInUse(notice, language, unwrap(stepped).state.words);
}
