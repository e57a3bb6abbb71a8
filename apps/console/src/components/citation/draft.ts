import type { Citation, NewRequest } from '../../api/shapes.ts';

type Given = NonNullable<NewRequest['citation']>;
/** The fields of a citation as a person types them. */
export const CITATION_FIELDS = [
  'title',
  'container',
  'authors',
  'volume',
  'issue',
  'pages',
  'year',
  'edition',
  'publisher',
  'institution',
  'issn',
  'isbn',
  'doi',
  'pmid',
] as const;
export type CitationField = (typeof CITATION_FIELDS)[number];
export type CitationDraft = { readonly kind: string } & { readonly [F in CitationField]?: string };

/** The three doors of the form, and what stands behind "something else". */
export const FORMS = ['article', 'book', 'other'] as const;
export type Form = (typeof FORMS)[number];
export const OTHER_KINDS = ['chapter', 'conference', 'dissertation', 'av', 'score', 'map', 'microform', 'unknown'] as const;
export const formOf = (kind: string): Form => (kind === 'article' || kind === 'book' ? kind : 'other');

const INSIDE = ['title', 'container', 'authors', 'volume', 'issue', 'pages', 'year', 'doi', 'pmid', 'issn'] as const;
const WHOLE = ['title', 'authors', 'edition', 'publisher', 'year', 'isbn'] as const;

/** Which fields a kind of thing has, in the order in which people know them. */
export function fieldsFor(kind: string): readonly CitationField[] {
  switch (kind) {
    case 'article':
    case 'conference':
      return INSIDE;
    case 'chapter':
      return ['title', 'container', 'authors', 'pages', 'year', 'publisher', 'isbn', 'doi'];
    case 'dissertation':
      return ['title', 'authors', 'institution', 'year'];
    case 'book':
      return WHOLE;
    case 'av':
    case 'score':
    case 'map':
    case 'microform':
      return ['title', 'authors', 'publisher', 'year', 'isbn'];
    default:
      return ['title', 'container', 'authors', 'year', 'doi', 'isbn'];
  }
}

/** What goes to the server: the fields of that kind, the empty ones left out. */
export function givenCitation(draft: CitationDraft): Given {
  const filled = fieldsFor(draft.kind).flatMap((field) => {
    const text = draft[field]?.trim();
    return text ? [[field, text] as const] : [];
  });
  // "unknown" is what the server finds out by itself
  return { ...(draft.kind !== 'unknown' && { kind: draft.kind }), ...Object.fromEntries(filled) };
}

/** A correction: what stands in the form, and an empty text for what was there and is not any more. */
export function correctionOf(before: CitationDraft, after: CitationDraft): Given {
  const emptied = fieldsFor(after.kind).filter((field) => before[field] && !after[field]?.trim());
  return { ...givenCitation(after), ...Object.fromEntries(emptied.map((field) => [field, ''])) };
}

const asText = (value: unknown): string | undefined => {
  if (Array.isArray(value)) return value.length ? value.join('; ') : undefined;
  return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
};

/** A form filled from what is known already. */
export function draftFrom(citation: Given | Citation): CitationDraft {
  const fields = CITATION_FIELDS.flatMap((field) => {
    const text = asText((citation as Record<string, unknown>)[field]);
    return text ? [[field, text] as const] : [];
  });
  return { kind: citation.kind ?? 'unknown', ...Object.fromEntries(fields) };
}

/** What was pasted, if it is a known kind of address or number: an OpenURL's query, a DOI, an ISBN, a PMID. */
export type Pasted =
  { readonly openurl: string } | { readonly doi: string } | { readonly isbn: string } | { readonly pmid: string };

export function readPasted(text: string): Pasted | undefined {
  const given = text.trim();
  const doi = /10\.\d{4,9}(\.\d+)*\/\S+/.exec(given)?.[0];
  const query = given.includes('?') ? given.slice(given.indexOf('?') + 1) : given;
  if (/(^|&)(rft[._]|rft_val_fmt=|genre=|atitle=|issn=|isbn=|title=|id=doi)/i.test(query)) return { openurl: query };
  if (doi) return { doi: doi.replace(/[.,;)]+$/, '') };
  const digits = given.replace(/^isbn[:\s]*/i, '').replaceAll(/[\s-]/g, '');
  if (/^(97[89]\d{10}|\d{9}[\dXx])$/.test(digits)) return { isbn: digits.toUpperCase() };
  const pmid = /^(?:pmid[:\s]*)(\d{1,9})$/i.exec(given)?.[1];
  return pmid ? { pmid } : undefined;
}
