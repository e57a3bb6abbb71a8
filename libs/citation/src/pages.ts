import { err, ok, reject, type Rejection, type Result } from '#lib/kernel';
import { isBlank } from './doi.ts';
import { decodeEntities, plainHyphens, tidy } from './text.ts';

/** Where in the volume: pages, or the number an article has instead of them. */
export interface Place {
  readonly pages?: string;
  readonly articleNumber?: string;
}

// e124, n71, 115200, 020501(R): journals without pages count their articles
const ARTICLE_NUMBER =
  /^(?:e\d{2,}|n\d{1,5}|(?:art(?:icle)?\.?\s*(?:no\.?|number|id|#)?\s*:?\s*)[a-z]?\d+|\d{6,}(?:\([a-z]\))?)$/i;

const UNKNOWN_END = /\s*-\s*(?:EOA|end|null|undefined|n\/a|\?+)?$/i;

/** `732-4` as `732-734`; anything else as it is. */
function wholeRange(pages: string): string {
  const match = /^(\D*)(\d+)-(\d+)$/.exec(pages);
  if (!match || match[3]!.length >= match[2]!.length) return pages;
  const last = match[2]!.slice(0, match[2]!.length - match[3]!.length) + match[3]!;
  return Number(last) >= Number(match[2]) ? `${match[1]}${match[2]}-${match[1]}${last}` : pages;
}

const simplified = (text: string): string =>
  plainHyphens(decodeEntities(tidy(text)))
    .replace(/^(?:pages?|pp?|pgs?|s|seiten?)\b\.?\s*:?\s*(?=[-\divxlcdmA-Z])/i, '')
    .replace(/(?<=\d)\s*pp?\.?$/i, '')
    .replace(/\s*-+\s*/g, '-')
    .replace(/[,;.+?\s]+$/, '')
    .trim();

/**
 * Pages as cited in one spelling: `pp. 558–565` is `558-565`, `732-4` is `732-734`, `134 - EOA` is `134`. `e124`, `n71` and long numbers
 * are article numbers. Rejected: a negative page.
 */
export function parsePages(text: string | undefined, field = 'pages'): Result<Place, Rejection> {
  if (text === undefined || isBlank(text)) return ok({});
  const plain = simplified(text);
  if (/^-\s?\d/.test(plain))
    return err(
      reject('negative-page', `"${tidy(text).slice(0, 60)}": a page number cannot be negative.`, {
        field,
        remedy: 'Give the pages as they are printed, e.g. 558-565, or leave them empty.',
      }),
    );
  if (ARTICLE_NUMBER.test(plain)) return ok({ articleNumber: plain.replace(/^art\w*\.?\s*(?:no\.?|number|id|#)?\s*:?\s*/i, '') });
  const pages = wholeRange(simplified(plain.replace(UNKNOWN_END, '').replace(/^-+/, '')));
  if (isBlank(pages) || /^0+(?:-0+)?$/.test(pages)) return ok({});
  // taking one thing off may lay another bare: "12-, -"
  return pages === plain ? ok({ pages }) : parsePages(pages, field);
}

/** The first page of a range, without leading zeros and case: what two citations of an article must share. */
export const firstPage = (pages: string | undefined): string | undefined =>
  pages === undefined
    ? undefined
    : /^[^-,;\s]+/
        .exec(pages)?.[0]
        .toLowerCase()
        .replace(/^0+(?=\d)/, '');

/**
 * How many pages are cited: 9 for `558-565, 570`. Undefined where that cannot be told: a first page alone says nothing of the last, and Roman
 * numerals are not counted.
 */
export function pageCount(pages: string | undefined): number | undefined {
  const parts = pages?.split(/[,;]/).map((part) => /^\s*(\d+)(?:-(\d+))?\s*$/.exec(part)) ?? [];
  const ranged = parts.length > 1 || parts[0]?.[2] !== undefined;
  let count = 0;
  for (const part of parts) {
    const [first, last] = [Number(part?.[1]), Number(part?.[2] ?? part?.[1])];
    if (!part || !ranged || last < first) return undefined;
    count += last - first + 1;
  }
  return count || undefined;
}
