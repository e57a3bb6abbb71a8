import type { Citation } from '#lib/contracts';
import { familyName } from './names.ts';
import { firstPage } from './pages.ts';
import { fold } from './text.ts';
import { titleKey } from './title.ts';

const COMMON = new Set(
  'about after among analysis and approach case effect effects from first history into introduction journal method model new over part review science society some study studies that their theory this toward under volume what when where which with within world'.split(
    ' ',
  ),
);
const MOST_WORDS = 6;

/**
 * Marks by which citations of the same work find each other among many before they are compared (`sameWork`): two that share none are not
 * worth comparing. Identifiers, the telling words of the title (a mistyped one leaves the others), the first author, volume and page.
 */
export function matchKeys(citation: Partial<Citation>): string[] {
  const { doi, pmid, oclc, isbn = [], title, authors = [], volume, pages, articleNumber } = citation;
  const key = title ? titleKey(title) : '';
  const squeezed = key.replaceAll(' ', '');
  const words = [...new Set(key.split(' '))].filter((word) => word.length > 3);
  const longest = (some: string[]): string[] => some.toSorted((x, y) => y.length - x.length || (x < y ? -1 : 1));
  // common words only where there is room for them: they tell little, but may be all that is not mistyped
  const chosen = [
    ...longest(words.filter((word) => !COMMON.has(word))),
    ...longest(words.filter((word) => COMMON.has(word))),
  ].slice(0, MOST_WORDS);
  const author = authors[0] && familyName(authors[0]);
  const page = firstPage(pages) ?? articleNumber?.toLowerCase();
  return [
    ...(doi ? [`doi:${doi.toLowerCase()}`] : []),
    ...(pmid ? [`pmid:${pmid}`] : []),
    ...(oclc ? [`oclc:${oclc}`] : []),
    ...isbn.map((one) => `isbn:${one}`),
    ...chosen.map((word) => `word:${word}`),
    // where words are run together, or there is none to tell ("S/Z", "1984"); a title is seldom mistyped at both ends
    ...(squeezed ? [`start:${squeezed.slice(0, 6)}`, `end:${squeezed.slice(-6)}`] : []),
    ...(author ? [`author:${author}`] : []),
    ...(volume && page ? [`place:${fold(volume)}:${page}`] : []),
  ];
}
