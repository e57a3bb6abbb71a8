import { ENTITIES } from './entities.ts';

/** Characters nobody sees: controls, soft hyphen, byte order and direction marks. Joiners stay: Persian and Indic words need them. */
const INVISIBLE = /(?![\t\n\v\f\r\u200c\u200d])[\p{Cc}\p{Cf}]/gu;

/** Unicode NFC, invisible characters gone, white space single, ends trimmed. */
export const tidy = (text: string): string => text.normalize('NFC').replace(INVISIBLE, '').replace(/\s+/gu, ' ').trim();

/** As `tidy`; also drops the ISBD punctuation that catalogs leave at the end of a part: `Speech communications :`. */
export const tidyPart = (text: string): string => tidy(text).replace(/(?:\s*[:;,/=]+|\s+\.)+$/u, '');

/** Hyphens and dashes of every kind as `-`: identifiers and page ranges are typed with all of them. */
export const plainHyphens = (text: string): string => text.replace(/[\u2010-\u2015\u2212\ufe58\ufe63\uff0d]/gu, '-');

const codePoint = (value: number, otherwise: string): string =>
  value > 0 && value <= 0x10ffff && !(value >= 0xd800 && value <= 0xdfff) ? String.fromCodePoint(value) : otherwise;

/**
 * HTML character references as characters (`&eacute;`, `&#233;`, `&#xe9;`, and `&amp;amp;` all the way). What is no known reference
 * stays as it is.
 */
export function decodeEntities(text: string): string {
  let decoded = text;
  for (let rounds = 0; rounds < 3 && decoded.includes('&'); rounds += 1) {
    const before = decoded;
    decoded = before.replace(
      /&(?:#(\d{1,7})|#[xX]([0-9a-fA-F]{1,6})|([A-Za-z][A-Za-z0-9]{1,7}));/g,
      (all, decimal, hex, name) => {
        if (decimal) return codePoint(Number(decimal), all);
        if (hex) return codePoint(Number.parseInt(hex as string, 16), all);
        return ENTITIES[name as string] ?? all;
      },
    );
    if (decoded === before) break;
  }
  return decoded;
}

/** Text without the markup that registries leave in titles: `<i>in vitro</i>`, `<mml:math>…`, `H<sub>2</sub>O`. */
export const withoutMarkup = (text: string): string =>
  text.replace(/<\/?(?:i|b|u|em|strong|sub|sup|scp|sc|tt|span|br|p|title|jats:[a-z-]+|mml:[a-z-]+)(?:\s[^<>]*)?\/?>/gi, '');

/** Letters that Unicode decomposition leaves whole. */
const LETTERS: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ı: 'i',
  ħ: 'h',
};
const GREEK: Readonly<Record<string, string>> = Object.fromEntries(
  Array.from('αβγδεζηθικλμνξοπρστυφχψω').map((letter, index) => [
    letter,
    'alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho sigma tau upsilon phi chi psi omega'.split(
      ' ',
    )[index]!,
  ]),
);

/**
 * What is left of a text when case, accents, punctuation, markup and character references do not count: words with single spaces. A
 * Greek letter on its own reads as its name (`α7` and `alpha7` are the same), `&` as `and`.
 */
export const fold = (text: string): string =>
  withoutMarkup(decodeEntities(text))
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[ßæœøłđðþıħ]/gu, (letter) => LETTERS[letter]!)
    .replace(/(?<!\p{Script=Greek})[α-ω](?!\p{Script=Greek})/gu, (letter) => GREEK[letter] ?? letter)
    .replace(/&/g, ' and ')
    .replace(/(?<=\p{L})['’ʼ`´](?=\p{L})/gu, '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
