import type { Citation } from '#lib/contracts';

const placed = (citation: Citation): boolean => Boolean(citation.volume ?? citation.pages ?? citation.articleNumber);

/**
 * What a citation lacks for somebody to fetch the thing, in plain words; empty when it is complete. An article or paper needs title,
 * container, year and a place in it; a chapter its own title and a book that can be found; a whole its title, and a number or who and when.
 */
export function missing(citation: Citation): string[] {
  const { kind, title, container, authors, year, isbn, oclc, institution } = citation;
  const lacks: [boolean, string][] = [[!title, 'the title']];
  const numbered = isbn.length > 0 || Boolean(oclc);
  switch (kind) {
    case 'article':
      lacks.push([!container, 'the journal'], [!year, 'the year'], [!placed(citation), 'volume or pages']);
      break;
    case 'conference':
      // a whole volume of proceedings is cited like a book
      if (container || placed(citation)) lacks.push([!container, 'the proceedings'], [!year, 'the year']);
      else lacks.push([!numbered && !year, 'the year']);
      break;
    case 'chapter':
      lacks.push([!container, 'the book'], [!numbered && !(authors.length && year), 'the ISBN, or author and year']);
      break;
    case 'dissertation':
      lacks.push([!authors.length, 'the author'], [!year && !institution && !numbered, 'the year or the institution']);
      break;
    case 'av':
    case 'score':
    case 'map':
      lacks.push([!numbered && !year && !authors.length, 'the year, or who made it']);
      break;
    case 'book':
    case 'microform':
      lacks.push([!numbered && !(authors.length && year), 'the ISBN, or author and year']);
      break;
    case 'unknown':
      lacks.push([true, 'what kind of thing it is']);
      break;
  }
  return lacks.flatMap(([lacking, what]) => (lacking ? [what] : []));
}

/** Why nobody could even begin to look for it, in plain words; undefined where somebody could. */
export function notToBeFound(citation: Citation): string | undefined {
  const { title, container, pages, articleNumber, volume, year, doi, pmid, isbn, oclc, issn } = citation;
  if (title) return undefined;
  if (container && (pages ?? articleNumber) && (volume ?? year)) return undefined;
  if (doi) return `Only a DOI is given (${doi}), and nobody could say what it stands for: look it up and fill in the title.`;
  if (pmid) return `Only a PubMed number is given (${pmid}): look it up and fill in the title.`;
  if (isbn.length) return `Only an ISBN is given (${isbn[0]}): look it up and fill in title and author.`;
  if (oclc) return `Only an OCLC number is given (${oclc}): look it up and fill in title and author.`;
  if (container) return `Only "${container.slice(0, 200)}" is named, not what is wanted of it.`;
  if (issn.length) return `Only an ISSN is given (${issn[0]}), not what is wanted of the journal.`;
  return 'The request does not say what is wanted.';
}
