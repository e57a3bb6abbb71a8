import { parseYear, tidy, tidyPart, type Place } from '#lib/citation';

/** One text of a citation: tidied, cut to what the contract allows; undefined where nothing is left. */
export const clip = (text: string | undefined, length = 2000): string | undefined =>
  text === undefined ? undefined : tidyPart(text).slice(0, length).trim() || undefined;

export const clipPlace = ({ pages, articleNumber }: Place): Place =>
  withoutUndefined({ pages: clip(pages, 100), articleNumber: clip(articleNumber, 100) });

const number = (text: string | undefined, words: RegExp): string | undefined => clip(text && tidy(text).replace(words, ''), 100);

/** `Vol. 12` is 12. */
export const volumeNumber = (text: string | undefined): string | undefined =>
  number(text, /^(?:vol(?:ume)?|bd|band|v|t|tome)\b\.?\s*(?=[\divxlcm])/i);
/** `no. 3` is 3. */
export const issueNumber = (text: string | undefined): string | undefined =>
  number(text, /^(?:no|nr|iss(?:ue)?|num(?:ber)?|heft|h)\b\.?\s*(?=\d)/i);

/** The date as cited where it says more than the year; unknown parts (`2008-00-00`) left away. */
export function fullDate(text: string | undefined, year: number | undefined): string | undefined {
  if (!text || !year || parseYear(text) !== year) return undefined;
  const iso = /^(\d{4})-?(\d\d)-?(\d\d)?$/.exec(tidy(text));
  if (iso && Number(iso[1]) === year) {
    const [, , month, day] = iso;
    return month === '00' ? undefined : [year, month, day === '00' ? undefined : day].filter(Boolean).join('-');
  }
  return /\p{L}{3}|\d{4}\D+\d/u.test(text) ? clip(text, 100) : undefined;
}

/** JSON carries no undefined: what is not said is not there. */
export const withoutUndefined = <T extends object>(value: T): T =>
  Object.fromEntries(Object.entries(value).filter(([, one]) => one !== undefined)) as T;
