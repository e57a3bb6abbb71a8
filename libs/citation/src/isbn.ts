import type { Numbers } from './issn.ts';
import { decodeEntities, plainHyphens, tidy } from './text.ts';

/** Check character of an ISBN-10 (ISO 2108:1992): weights 10 to 2, modulo 11. */
export function isbn10Check(first9: string): string {
  const sum = Array.from(first9).reduce((total, digit, index) => total + Number(digit) * (10 - index), 0);
  const check = (11 - (sum % 11)) % 11;
  return check === 10 ? 'X' : String(check);
}
/** Check digit of an ISBN-13 (ISO 2108:2017, as EAN-13): weights 1 and 3, modulo 10. */
export function isbn13Check(first12: string): string {
  const sum = Array.from(first12).reduce((total, digit, index) => total + Number(digit) * (index % 2 ? 3 : 1), 0);
  return String((10 - (sum % 10)) % 10);
}

// The group ranges of the International ISBN Agency grow every year, so only the check digit is tested.
const isIsbn10 = (compact: string): boolean =>
  /^\d{9}[\dX]$/.test(compact) && compact !== '0000000000' && isbn10Check(compact.slice(0, 9)) === compact[9];
const isIsbn13 = (compact: string): boolean =>
  /^97[89]\d{10}$/.test(compact) && isbn13Check(compact.slice(0, 12)) === compact[12];

/** True for 10 or 13 characters, without hyphens, whose check character holds. */
export const isIsbn = (compact: string): boolean => isIsbn10(compact) || isIsbn13(compact);

/** The ISBN-13 of a good ISBN-10 or ISBN-13 without hyphens. */
export function toIsbn13(compact: string): string {
  if (compact.length === 13) return compact;
  const first12 = `978${compact.slice(0, 9)}`;
  return `${first12}${isbn13Check(first12)}`;
}

/** An ISBN as it stood in a text: without hyphens, 10 or 13 characters. */
export interface CitedIsbns extends Numbers {
  /** As `found`, each with the digits it was written with. */
  readonly cited: readonly string[];
}

const SPREADSHEET = /^\d[.,]\d+E\+?1[0-2]$/i;

/**
 * Every ISBN in a text as ISBN-13 without hyphens, in the order they stand there, each once: with or without hyphens, with words around
 * it (`9780062316097 (hardcover)`), several in one field, as SBN of nine digits or with the zeros a spreadsheet dropped.
 */
export function parseIsbns(text: string): CitedIsbns {
  const source = plainHyphens(decodeEntities(tidy(text)));
  const cited: string[] = [];
  const faults: string[] = [];
  const take = (compact: string): void => {
    if (!cited.some((known) => toIsbn13(known) === toIsbn13(compact))) cited.push(compact);
  };
  // 13 digits, else 10, else an SBN of 9; hyphens or single spaces between them
  const pattern = /(?<![\dX.-])(?:97[89](?:[ -]?\d){10}|\d(?:[ -]?\d){8}[ -]?[\dX]|\d{8}[\dX])(?![\dX]|-\d)/gi;
  for (const [written] of source.matchAll(pattern)) {
    const compact = written.replace(/[ -]/g, '').toUpperCase();
    if (isIsbn(compact)) take(compact);
    else if (compact.length === 9 && isIsbn10(`0${compact}`)) take(`0${compact}`);
    else faults.push(`"${written}" is no ISBN: its check digit does not hold`);
  }
  if (!cited.length && !faults.length && SPREADSHEET.test(source))
    faults.push(`"${source}" is an ISBN that a spreadsheet shortened; format the column as text and save again`);
  else if (!cited.length && !faults.length && source) faults.push(`"${source.slice(0, 60)}" is no ISBN`);
  return { found: cited.map(toIsbn13), cited, faults };
}
