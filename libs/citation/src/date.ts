import { tidy } from './text.ts';

const FIRST = 1000;
const LAST = 2100;
const ROMAN: Readonly<Record<string, number>> = { M: 1000, D: 500, C: 100, L: 50, X: 10, V: 5, I: 1 };

const inReach = (year: number): number | undefined => (year >= FIRST && year <= LAST ? year : undefined);

function romanYear(text: string): number | undefined {
  if (!/^M{1,2}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})$/i.test(text)) return undefined;
  const values = Array.from(text.toUpperCase()).map((letter) => ROMAN[letter]!);
  return inReach(values.reduce((sum, value, index) => sum + (value < (values[index + 1] ?? 0) ? -value : value), 0));
}

/** Eight digits: YYYYMMDD, else DDMMYYYY or MMDDYYYY; six: YYYYMM. Zeros stand for what is not known. */
function digitsOnly(text: string): number | undefined {
  const month = (part: string): boolean => Number(part) <= 12;
  const day = (part: string): boolean => Number(part) <= 31;
  if (text.length === 8) {
    const year = inReach(Number(text.slice(0, 4)));
    if (year && month(text.slice(4, 6)) && day(text.slice(6))) return year;
    const [a, b] = [text.slice(0, 2), text.slice(2, 4)];
    if ((day(a) && month(b)) || (month(a) && day(b))) return inReach(Number(text.slice(4)));
    return undefined;
  }
  if (text.length === 6 && month(text.slice(4))) return inReach(Number(text.slice(0, 4)));
  return text.length === 4 ? inReach(Number(text)) : undefined;
}

/**
 * The year of publication in a text, the first one of a range: `c1996`, `[1999?]`, `1948/49`, `2008-00-00`, `20080101`, `July 1948`,
 * `MCMXCIX`; `1996 [i.e. 1969]` is 1969. Undefined where none is said (`[19--]`, `n.d.`, `in press`) or it cannot be one.
 */
export function parseYear(text: string | number | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (typeof text === 'number') return Number.isInteger(text) ? inReach(text) : undefined;
  const source = tidy(text);
  const corrected = /\bi\.?\s?e\.?,?\s*(\d{4})(?!\d)/.exec(source);
  if (corrected) return inReach(Number(corrected[1]));
  if (/^\d+$/.test(source)) return digitsOnly(source);
  for (const [digits] of source.matchAll(/\d+/g)) {
    const year = digits.length === 4 || digits.length === 8 || digits.length === 6 ? digitsOnly(digits) : undefined;
    if (year) return year;
  }
  return romanYear(source.replace(/[^\p{L}]/gu, ''));
}
