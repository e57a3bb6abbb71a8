import { decodeEntities, fold, tidy } from './text.ts';

const PARTICLES = new Set(
  'de da di do du del della dei der den des la le les el al van von vom zu zur ten ter af av y e d l'.split(' '),
);
const ROLES = /[\s,]*[([]?\b(?:eds?|editors?|hrsg|hg|comps?|trans|translators?|ed\. by|eds\. by|authors?)\b\.?[)\]]?\s*$/i;
const ET_AL = /[\s,;]*\b(?:et\.? al(?:ii|ia)?\.?|and others|u\.\s?a\.)[\s.,;]*$/i;
const YEARS = /,?\s*\(?\b(?:ca?\.\s*|b\.\s*)?1\d{3}\??\s*-\s*(?:\d{4})?\??\)?\.?\s*$|,?\s*\b(?:b|born)\.?\s*\d{4}\.?\s*$/i;
const INITIALS = /^(?:\p{Lu}\.?[\s-]?){1,4}$/u;
const SUFFIX = /^(?:jr|sr|ii|iii|iv|phd|md|ph d|m d|esq|ed|eds)$/;

/** One name without role, life dates and loose punctuation: `Das, Asok Kumar, 1938-` is `Das, Asok Kumar`. */
const cleanName = (name: string): string =>
  tidy(name)
    .replace(ET_AL, '')
    .replace(YEARS, '')
    .replace(ROLES, '')
    .replace(/^(?:by|von|par)\s+/i, '')
    .replace(/^[\s,;.]+|[\s,;]+$/g, '');

/** `Watson JD, Crick FH`: every part a family name with initials behind it (Vancouver style). */
const isVancouver = (parts: readonly string[]): boolean =>
  parts.length > 1 && parts.every((part) => /^\p{Lu}[\p{L}'’ -]+\s\p{Lu}{1,3}$/u.test(part));

/** `Watson, J. D., Crick, F. H. C.`: family names and initials in turn. */
const inPairs = (parts: readonly string[]): boolean =>
  parts.length >= 4 &&
  parts.length % 2 === 0 &&
  parts.every((part, index) => (index % 2 ? INITIALS.test(part) : !INITIALS.test(part)));

function split(text: string): string[] {
  if (/[;|\n]/.test(text)) return text.split(/[;|\n]/);
  const parts = text
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean);
  if (isVancouver(parts)) return parts;
  if (inPairs(parts)) return parts.flatMap((part, index) => (index % 2 ? [] : [`${part}, ${parts[index + 1]}`]));
  return text.split(/\s+(?:and|&|und|et|y)\s+(?!al\b|others\b)/i).flatMap((part) => {
    const names = part
      .split(',')
      .map((name) => name.trim())
      .filter(Boolean);
    // "Ann Smith, Bob Jones" lists; "Smith, Ann" and "Smith, Ann, Jr." are one name
    return names.length > 1 && names.every((name) => /\s/.test(name) && !INITIALS.test(name)) ? names : [part];
  });
}

/** The authors of a field in which they are listed in one of the ways people use: `;`, `and`, Vancouver, pairs of family name and initials. */
export const parseAuthors = (text: string): string[] =>
  unique(split(decodeEntities(tidy(text.replace(/\r?\n/g, ';')))).map(cleanName));

/** A list of names, each cleaned, none empty, none twice. */
export const unique = (names: readonly string[]): string[] => {
  const seen = new Set<string>();
  return names.map(cleanName).filter((name) => {
    const key = fold(name);
    return key !== '' && !seen.has(key) && seen.add(key);
  });
};

/**
 * The word by which two ways of writing a name agree: the last word of the family name, folded, without particles and suffixes.
 * `Beauvoir, Simone de`, `Simone de Beauvoir` and `de Beauvoir S` all give `beauvoir`.
 */
export function familyName(name: string): string {
  const cleaned = cleanName(name);
  const [before, after] = cleaned.split(/,(.*)/s);
  const family = after?.trim() || cleaned.endsWith(',') ? before! : undefined;
  let words = fold(family ?? cleaned)
    .split(' ')
    .filter((word) => word && !SUFFIX.test(word));
  if (family === undefined && words.length > 1) {
    const original = cleaned.split(/\s+/);
    // "Kahneman D", "Watson JD": initials behind mean that the family name comes first
    if (/^\p{Lu}{1,3}$/u.test(original.at(-1)!.replaceAll('.', '')) && !INITIALS.test(original[0]!)) words = words.slice(0, -1);
  }
  const telling = words.filter((word) => !PARTICLES.has(word));
  return (telling.length ? telling : words).at(-1) ?? '';
}
