import { decodeEntities, plainHyphens, tidy } from './text.ts';

/** What a field held: the good numbers, and what stood there that is none. */
export interface Numbers {
  readonly found: readonly string[];
  /** As written, each with what is wrong in plain words. */
  readonly faults: readonly string[];
}

/** Check character of an ISSN (ISO 3297): weights 8 to 2, modulo 11. */
export function issnCheck(first7: string): string {
  const sum = Array.from(first7).reduce((total, digit, index) => total + Number(digit) * (8 - index), 0);
  const check = (11 - (sum % 11)) % 11;
  return check === 10 ? 'X' : String(check);
}

/** True for eight characters, without hyphen, whose check character holds. */
export const isIssn = (compact: string): boolean =>
  /^\d{7}[\dX]$/.test(compact) && compact !== '00000000' && issnCheck(compact.slice(0, 7)) === compact[7];

const ELECTRONIC = /^\s*[([,;:]*\s*(?:e(?:lectronic)?\b|online|web)/i;
const PRINT = /^\s*[([,;:]*\s*(?:p(?:rint)?\b|paper)/i;

/**
 * Every ISSN in a text, as `NNNN-NNNX`, print before electronic where the text says which is which. A number of 5 to 7 digits is one
 * whose leading zeros a spreadsheet dropped, when it then checks and `restoreZeros` allows it.
 */
export function parseIssns(text: string, options: { readonly restoreZeros?: boolean } = {}): Numbers {
  const source = plainHyphens(decodeEntities(tidy(text)));
  const found: { issn: string; rank: number }[] = [];
  const faults: string[] = [];
  const pattern = /(?<![\dX-])(\d{4})\s?-?\s?(\d{3}[\dX])(?![\dX]|-\d)/gi;
  for (const match of source.matchAll(pattern)) {
    const compact = `${match[1]}${match[2]}`.toUpperCase();
    const issn = `${compact.slice(0, 4)}-${compact.slice(4)}`;
    if (!isIssn(compact)) {
      faults.push(`"${match[0]}" is no ISSN: its check digit would be ${issnCheck(compact.slice(0, 7))}`);
      continue;
    }
    const after = source.slice(match.index + match[0].length);
    const before = source.slice(Math.max(0, match.index - 12), match.index);
    const electronic = ELECTRONIC.test(after) || /\b(?:e-?issn|(?:online|electronic)(?:\s+issn)?\s*:)\W*$/i.test(before);
    const rank = electronic ? 1 : PRINT.test(after) ? -1 : 0;
    if (!found.some((known) => known.issn === issn)) found.push({ issn, rank });
  }
  if (!found.length && !faults.length && options.restoreZeros && /^\d{5,6}[\dX]?$/i.test(source)) {
    const compact = source.toUpperCase().padStart(8, '0');
    if (isIssn(compact)) {
      found.push({ issn: `${compact.slice(0, 4)}-${compact.slice(4)}`, rank: 0 });
      faults.push(`"${source}" had lost its leading zeros; read as ${compact.slice(0, 4)}-${compact.slice(4)}`);
    }
  }
  if (!found.length && !faults.length && source) faults.push(`"${source.slice(0, 60)}" is no ISSN`);
  return { found: found.toSorted((a, b) => a.rank - b.rank).map(({ issn }) => issn), faults };
}
