import { fold } from '#lib/citation';
import type { ItemKind } from '#lib/contracts';
import { kindOfWord } from '../reading/kind-words.ts';
import type { Identifiers } from './identifiers.ts';
import type { Referent } from './keys.ts';

export interface Named {
  readonly kind: ItemKind;
  readonly title?: string;
  readonly container?: string;
}

const JOURNAL_WORD = /\b(?:journal|transactions|letters|review|reviews|annals|bulletin|magazine|quarterly|zeitschrift|revue)\b/;
const MEETING = /\b(?:conference|conf|symposium|workshop|congress|colloquium|meeting|konferenz)\b/;
const WHICH_ONE = /\b(?:1[89]|20)\d\d\b|\b\d{1,3}(?:st|nd|rd|th)\b|\bproceedings of\b|\bproc\b/;
const BOOKISH =
  /\b(?:handbook|encyclop(?:a?edia|edie)|companion to|dictionary|festschrift|handbuch|introduction to|essays (?:on|in)|readings in|lexikon)\b/;

/** A container that is the proceedings of one meeting, not a journal that is called proceedings. */
export const isProceedings = (container: string | undefined): boolean => {
  const key = container ? fold(container) : '';
  return MEETING.test(key) && WHICH_ONE.test(key) && !JOURNAL_WORD.test(key);
};

/**
 * What is wanted, told from the whole: its own genre where the rest agrees, else from what is there (a paper with an ISSN is no
 * book, a title with only an ISBN is one, whatever the sender called it).
 */
export function nameIt(referent: Referent, ids: Identifiers): Named {
  const { first, format } = referent;
  const genre = kindOfWord(first('genre')) ?? kindOfWord(first('type'));
  const part = first('atitle', 'ctitle');
  const whole = first('title');
  const journal = first('jtitle');
  const book = first('btitle');
  const short = first('stitle');
  const container = journal ?? whole ?? short ?? book;
  const bookContainer = book ?? whole ?? journal ?? short;
  const [hasIssn, hasIsbn] = [ids.issn.length > 0, ids.isbn.length > 0];
  const volume = Boolean(first('volume'));
  const issue = Boolean(first('issue'));
  const pages = Boolean(first('spage', 'pages', 'artnum'));
  const inJournal = hasIssn || Boolean(journal ?? short) || issue || (volume && pages);
  const author = Boolean(first('aulast', 'au', 'aucorp', 'aufirst'));
  const samePart = part !== undefined && bookContainer !== undefined && fold(part) === fold(bookContainer);

  const asWhole = (kind: ItemKind): Named => ({ kind, title: book ?? whole ?? part ?? journal });
  const asArticle = (kind: ItemKind = 'article'): Named => ({
    kind,
    title: part,
    container: part && container === part ? undefined : container,
  });
  const asChapter = (): Named => ({ kind: 'chapter', title: part, container: bookContainer });

  if ((genre === 'dissertation' || format === 'dissertation' || (!genre && first('degree'))) && !(part && inJournal && whole))
    return asWhole('dissertation');
  if (genre === 'av' || genre === 'score' || genre === 'map' || genre === 'microform') return asWhole(genre);
  if (genre === 'conference')
    return part && !samePart ? { kind: 'conference', title: part, container: bookContainer } : asWhole('conference');

  if (part) {
    if (genre !== 'chapter' && hasIsbn && !hasIssn && (samePart || (!bookContainer && !volume && !issue))) return asWhole('book');
    if (samePart && genre === 'book') return asWhole('book');
    // some fill every title of a whole journal with its name
    if (samePart && genre === 'serial' && !pages) return { kind: 'unknown', container };
    if (isProceedings(bookContainer) && genre !== 'chapter' && !(hasIssn && volume && issue))
      return asChapterOf('conference', asChapter());
    const chapterLike = hasIsbn && !hasIssn && !(volume && issue);
    // a book series has ISSN and volume too, but no issue
    if (genre === 'chapter') return hasIssn && !hasIsbn && issue ? asArticle() : asChapter();
    if (genre === 'book') return hasIssn && !hasIsbn && (volume || issue) ? asArticle() : asChapter();
    if (chapterLike && bookContainer) return asChapter();
    if (genre === 'article' || genre === 'serial' || inJournal || format === 'journal' || format === 'article')
      return asArticle();
    if (format === 'book' || /<dt>\s*chapter/i.test(first('pid') ?? '') || BOOKISH.test(fold(container ?? '')))
      return asChapter();
    return asArticle();
  }

  if (genre === 'article') {
    if (hasIsbn && !inJournal && (book ?? whole)) return asWhole('book');
    // 0.1 has no better key than "title" for an article whose sender knows no journal
    if (!inJournal && !hasIsbn && !volume && !pages && author && whole && whole.split(' ').length >= 4)
      return { kind: 'article', title: whole };
    return { kind: 'article', container };
  }
  if (genre === 'chapter') return pages && bookContainer ? { kind: 'chapter', container: bookContainer } : asWhole('book');
  if (genre === 'book')
    return hasIssn && !hasIsbn && (volume || issue) && pages ? { kind: 'article', container } : asWhole('book');
  const placed = pages && (volume || issue);
  if (genre === 'serial') return { kind: placed ? 'article' : 'unknown', container };
  if (book || (hasIsbn && !hasIssn && (whole ?? journal)))
    return placed && hasIssn ? { kind: 'article', container } : asWhole('book');
  if (inJournal && container) return { kind: placed || ids.doi || ids.pmid ? 'article' : 'unknown', container };
  if (ids.pmid || (ids.doi && (format === 'journal' || format === 'article'))) return { kind: 'article', container };
  if (format === 'journal') return { kind: 'unknown', container };
  // a web page, a patent, a data set: nothing a library lends, as far as one can tell
  if (format === 'dc' || format === 'patent') return { kind: 'unknown', title: whole };
  if (whole) return asWhole('book');
  return { kind: 'unknown' };
}

const asChapterOf = (kind: ItemKind, named: Named): Named => ({ ...named, kind });
