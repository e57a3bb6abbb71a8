import { decodeEntities, fold, tidy, withoutMarkup } from './text.ts';

// Leading articles of the languages a US library buys in; only at the beginning, where catalogs leave them out of account (MARC non-filing)
const ARTICLES =
  /^(?:the|an?|der|die|das|ein|eine|le|la|les|une?|el|los|las|il|lo|gli|uma?|o|os|het|een|den|det|en|ett?)\s+(?=\S)/;
// AACR2 rule 1.1C general material designations, and what databases put around a title
const DESIGNATION =
  /\s*\[(?:videorecording|sound recording|motion picture|electronic resource|microform|text|music|map|cartographic material|dvd|vhs|cd|kit|graphic|computer file|large print)[^\]]*\]/gi;
const RETRACTED =
  /^\s*(?:[[(]?\s*(?:retracted(?:\s+(?:article|paper|chapter))?|withdrawn(?:\s+article)?|removed)\s*[\])]?\s*[:.–—-]\s*|\[retracted\]\s*)/i;
const STATEMENT = /\s+\/\s+(?:by|edited|ed\.|translated|\p{Lu}).*$/u;

/** True where a registry or publisher put the retraction into the title itself. */
export const saysRetracted = (title: string): boolean => RETRACTED.test(title);

/** A title without markup, retraction mark and material designation, tidied: for people to read. */
export const plainTitle = (title: string): string =>
  tidy(withoutMarkup(decodeEntities(title)))
    .replace(RETRACTED, '')
    .replace(DESIGNATION, '')
    .trim();

/** The whole title as words that count: folded, without leading article. */
export const titleKey = (title: string): string =>
  fold(
    plainTitle(title)
      .replace(STATEMENT, '')
      .replace(/^[Ll]['’](?=\p{L})/u, ''),
  ).replace(ARTICLES, '');

/** The title proper, before the subtitle, as words that count. `Sapiens: A Brief History` and `Sapiens` agree in it. */
export function mainTitleKey(title: string): string {
  const plain = plainTitle(title).replace(STATEMENT, '');
  const [main] = plain.split(/\s*(?::(?!\d)|;| [–—-]+ |—|\? |(?<=\p{L}{3})\. (?=\p{Lu}))\s*/u);
  const key = titleKey(main!);
  // a title proper that is hardly a word ("S/Z: …", "1984: …") says too little on its own
  return key.length >= 4 ? key : titleKey(plain);
}

/** Optimal string alignment: insertions, deletions, substitutions and swaps of neighbors; stops counting above `limit`. */
function distance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) > limit) return limit + 1;
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    let least = i;
    for (let j = 1; j <= b.length; j += 1) {
      const same = a[i - 1] === b[j - 1];
      let cost = Math.min(last[j]! + 1, row[j - 1]! + 1, last[j - 1]! + (same ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) cost = Math.min(cost, beforeLast[j - 2]! + 1);
      row.push(cost);
      if (cost < least) least = cost;
    }
    if (least > limit) return limit + 1;
    [beforeLast, last] = [last, row];
  }
  return last[b.length]!;
}

/** 1 for equal texts, 0 for nothing in common: the part of the longer one that needs no change. Mistyped letters cost little. */
export function similarity(a: string, b: string): number {
  if (a === b) return a === '' ? 0 : 1;
  const longer = Math.max(a.length, b.length);
  if (!a.length || !b.length) return 0;
  // beyond 400 letters a title's beginning tells enough, and the comparison stays quick
  const [left, right] = longer > 400 ? [a.slice(0, 400), b.slice(0, 400)] : [a, b];
  const size = Math.max(left.length, right.length);
  return Math.max(0, 1 - distance(left, right, Math.ceil(size * 0.45)) / size);
}

// what tells the parts and the years of a series apart: digits, Roman numerals, and single letters or numerals behind "part" and the like
const COUNTING =
  /\d+|\b(?:i{2,3}|iv|vi{1,3}|ix|xi{1,3}|xiv|xv)\b|(?<=\b(?:part|vol|volume|book|series|section|chapter|act) )(?:[ivx]|[a-e])\b/g;
/** The numbers in a folded title, which tell volumes, parts and years of a series apart. */
export const numbersIn = (key: string): string => (key.match(COUNTING) ?? []).join(' ');

/**
 * How alike two titles are, from 0 to 1, whatever their case, accents, punctuation, leading article and markup; a missing subtitle costs
 * little. Different numbers in them (`Part I`, `Part II`; `2019`, `2020`) make them two titles, however alike they look.
 */
export function titleSimilarity(a: string, b: string): number {
  const [wholeA, wholeB] = [titleKey(a), titleKey(b)];
  if (!wholeA || !wholeB) return 0;
  const whole = similarity(wholeA, wholeB);
  if (whole === 1) return 1;
  const [mainA, mainB] = [mainTitleKey(a), mainTitleKey(b)];
  const oneHasNoSubtitle = mainA === wholeA || mainB === wholeB;
  const likeness = oneHasNoSubtitle ? Math.max(whole, similarity(mainA, mainB) * 0.97) : whole;
  const compared = likeness > whole ? [mainA, mainB] : [wholeA, wholeB];
  return numbersIn(compared[0]!) === numbersIn(compared[1]!) ? likeness : Math.min(likeness, 0.5);
}

/** Alike enough to be one title, mistyped or shortened. */
export const sameTitle = (a: string, b: string): boolean => titleSimilarity(a, b) >= 0.85;
