import type { NoticeLanguage } from '#lib/contracts';
import { err, ok, reject, type Decider } from '#lib/kernel';
import { checkWords } from './template.ts';
import { isNotice, type Words } from './words/words.ts';

/** A library's own words for one notice in one language; without words the shipped ones are used. */
export interface WordsState {
  readonly notice: string;
  readonly language: NoticeLanguage;
  readonly words?: Words;
}
export type WordsCommand =
  | { readonly type: 'write'; readonly notice: string; readonly language: NoticeLanguage; readonly words: Words }
  | { readonly type: 'go-back' };
export type WordsEvent =
  | { readonly type: 'words-written'; readonly notice: string; readonly language: NoticeLanguage; readonly words: Words }
  | { readonly type: 'words-dropped' };

export const wordsDecider: Decider<WordsState, WordsCommand, WordsEvent> = {
  initial: { notice: '', language: 'en' },
  decide(state, command) {
    if (command.type === 'go-back') return ok(state.words ? [{ type: 'words-dropped' }] : []);
    const { notice, language } = command;
    if (!isNotice(notice)) return err(reject('no-such-notice', `There is no notice "${notice}".`));
    const words: Words = {
      subject: command.words.subject.trim(),
      body: `${command.words.body.replaceAll('\r\n', '\n').trim()}\n`,
    };
    const checked = checkWords(notice, words);
    if (!checked.ok) return checked;
    const same = state.words?.subject === words.subject && state.words.body === words.body;
    return ok(same ? [] : [{ type: 'words-written', notice, language, words }]);
  },
  evolve(state, event) {
    if (event.type === 'words-dropped') return { notice: state.notice, language: state.language };
    const { notice, language, words } = event;
    return { notice, language, words };
  },
};
