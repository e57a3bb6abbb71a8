import { z } from 'zod';

/** What kind of thing is wanted, as told from the whole citation. */
export const ItemKind = z
  .enum(['article', 'chapter', 'conference', 'book', 'dissertation', 'av', 'score', 'map', 'microform', 'unknown'])
  .meta({ id: 'ItemKind' });
export type ItemKind = z.infer<typeof ItemKind>;

/** A copy (article, chapter) stays with the patron; a loan goes back (ISO 18626 serviceType). */
export const ServiceType = z.enum(['copy', 'loan']).meta({ id: 'ServiceType' });
export type ServiceType = z.infer<typeof ServiceType>;

const text = z.string().min(1).max(2000);

/** What is wanted, as far as it is known. Identifiers are normalized and their check digits hold. */
export const Citation = z
  .strictObject({
    kind: ItemKind,
    title: text.optional().meta({ description: 'The thing wanted: the article, the chapter, the book' }),
    container: text.optional().meta({ description: 'The journal, book or proceedings it is in' }),
    authors: z.array(text).max(200).default([]),
    volume: text.optional(),
    issue: text.optional(),
    pages: text.optional(),
    articleNumber: text.optional(),
    year: z.int().min(1000).max(2100).optional(),
    date: text.optional().meta({ description: 'As cited, where it says more than the year' }),
    edition: text.optional(),
    publisher: text.optional(),
    place: text.optional(),
    series: text.optional(),
    institution: text.optional().meta({ description: 'Degree-granting institution of a dissertation' }),
    language: z.string().max(20).optional(),
    issn: z
      .array(z.string().regex(/^\d{4}-\d{3}[\dX]$/))
      .default([])
      .meta({ description: 'Print before electronic' }),
    isbn: z
      .array(z.string().regex(/^\d{13}$/))
      .default([])
      .meta({ description: 'ISBN-13 without hyphens' }),
    doi: z
      .string()
      .regex(/^10\.\d{4,9}(\.\d+)*\/\S+$/)
      .optional()
      .meta({ description: 'Without prefix, as the registry spells it' }),
    pmid: z
      .string()
      .regex(/^\d{1,9}$/)
      .optional(),
    oclc: z
      .string()
      .regex(/^\d{1,12}$/)
      .optional(),
  })
  .meta({ id: 'Citation' });
export type Citation = z.infer<typeof Citation>;
