import { en } from './en.ts';
import { es } from './es.ts';
import type { AnswerWords } from './words.ts';

export { en, es };
export type { AnswerWords };

/** The languages of the pages, with what each calls itself. */
export const ANSWER_LANGUAGES = { en: 'English', es: 'Español' } as const;
export type AnswerLanguage = keyof typeof ANSWER_LANGUAGES;
const WORDS: Readonly<Record<AnswerLanguage, AnswerWords>> = { en, es };
const isKnown = (language: string): language is AnswerLanguage => Object.hasOwn(WORDS, language);

/**
 * The words for whoever opens a page: in the language they chose there, else in the one their browser likes best of those there are
 * (RFC 9110, Accept-Language).
 */
export function wordsFor(chosen: unknown, accepted = ''): AnswerWords {
  if (typeof chosen === 'string' && isKnown(chosen)) return WORDS[chosen];
  const liked = accepted
    .slice(0, 500)
    .split(',')
    .map((part) => {
      const [tag = '', ...parameters] = part.split(';').map((piece) => piece.trim().toLowerCase());
      const quality = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2);
      return { language: tag.split('-')[0]!, quality: quality === undefined ? 1 : Number(quality) || 0 };
    })
    .filter(({ quality }) => quality > 0)
    .toSorted((a, b) => b.quality - a.quality)
    .find(({ language }) => isKnown(language))?.language;
  return WORDS[liked as AnswerLanguage] ?? en;
}
