import { fold } from '#lib/citation';
import type { ItemKind } from '#lib/contracts';

/** A kind, or a whole serial, which a request cannot be for without saying which part. */
export type KindWord = Exclude<ItemKind, 'unknown'> | 'serial';

const WORDS: Readonly<Record<KindWord, RegExp>> = {
  dissertation: /\b(?:dissertations?|thes[ie]s|phd ?thesis|masters? ?thesis|doctoral|habilitation)\b/,
  chapter:
    /\b(?:bookitem|book ?item|book ?chapters?|book ?sections?|inbook|incollection|chapters?|reference entry|encyclopa?edia ?(?:article|entry)|entry)\b/,
  conference: /\b(?:proceedings?|inproceedings|conferences?|conference ?papers?|conference ?proceedings?)\b/,
  av: /\b(?:av|audio ?visual|dvds?|videos?|video ?recordings?|vhs|blu ?ray|films?|movies?|motion pictures?|audio|audio ?books?|sound recordings?|audio ?recordings?|music recordings?|cds?|compact discs?|lps?|cassettes?|broadcasts?)\b/,
  score: /\b(?:scores?|sheet music|music(?:al)? scores?|notated music)\b/,
  map: /\b(?:maps?|atlas|cartographic)\b/,
  microform: /\b(?:micro(?:form|film|fiche|card)s?)\b/,
  serial: /^(?:journals?|periodicals?|magazines?|serials?|newspapers?|issue|issues)$/,
  article:
    /\b(?:articles?|journal ?articles?|magazine ?articles?|newspaper ?articles?|preprints?|eprints?|reviews?|letters?|editorials?|news)\b/,
  book: /\b(?:books?|e ?books?|monographs?|edited ?books?|reports?|kits?|graphic novels?|large print|reference work)\b/,
};
// "newspaper article" holds "newspaper", "book chapter" holds "book", "conference paper" is none of a film: the first that fits
const ORDER: readonly KindWord[] = [
  'serial',
  'dissertation',
  'chapter',
  'conference',
  'score',
  'map',
  'microform',
  'article',
  'av',
  'book',
];

/** The kind a word stands for, as OpenURL genres, ILLiad document types, reference managers and people write it; undefined for others. */
export function kindOfWord(word: string | undefined): KindWord | undefined {
  if (!word) return undefined;
  const folded = fold(word);
  return ORDER.find((kind) => WORDS[kind].test(folded));
}
