import type { Citation } from '../api/shapes.ts';

/** What a person calls it: its title, or the best there is. */
export const titleOf = ({ title, container, doi, isbn, pmid }: Citation): string =>
  title ?? container ?? doi ?? isbn[0] ?? (pmid ? `PMID ${pmid}` : '…');

/** `Kahneman, Daniel; Tversky, Amos`, the rest counted. */
export const authorsOf = ({ authors }: Citation): string =>
  authors.length > 3 ? `${authors.slice(0, 3).join('; ')} …` : authors.join('; ');

/** Where and when it appeared: `Econometrica 47(2): 263–291, 1979`. */
export function sourceOf({
  title,
  container,
  volume,
  issue,
  pages,
  articleNumber,
  edition,
  publisher,
  institution,
  year,
}: Citation): string {
  const numbers = [volume, issue ? `(${issue})` : ''].filter(Boolean).join('');
  const place = pages ?? articleNumber;
  const inside = [title ? container : undefined, numbers].filter(Boolean).join(' ');
  const located = place ? `${inside}${inside ? ': ' : ''}${place}` : inside;
  return [located, edition, publisher, institution, year === undefined ? undefined : String(year)].filter(Boolean).join(', ');
}
