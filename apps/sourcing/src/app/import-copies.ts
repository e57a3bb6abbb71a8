import { z } from 'zod';
import { parseIsbns, parseIssns } from '#lib/citation';
import type { Tx } from '#lib/messaging';
import { keepCopy } from './copyright.ts';
import type { Imported } from './import-title-list.ts';

/** Copies that were asked for before Trillium, for the copyright count. */
export const EarlierCopies = z
  .array(
    z.strictObject({
      number: z
        .string()
        .min(8)
        .max(40)
        .meta({ description: 'ISSN of the periodical, or ISBN of the book', example: '1078-8956' }),
      askedOn: z.iso.date(),
      publicationYear: z.int().min(1000).max(2100).optional(),
      status: z.enum(['pending', 'filled', 'unfilled']).default('filled'),
    }),
  )
  .min(1)
  .max(5000)
  .meta({ id: 'EarlierCopies' });
export type EarlierCopies = z.infer<typeof EarlierCopies>;

/** Adds copies to the library's record; unfilled ones are kept and do not count. */
export async function importCopies(tx: Tx, copies: EarlierCopies): Promise<Imported> {
  const remarks: { line: number; skipped: boolean; reason: string }[] = [];
  let taken = 0;
  for (const [index, { number, askedOn, publicationYear, status }] of copies.entries()) {
    const works = [...parseIssns(number).found, ...parseIsbns(number).found];
    if (!works.length) {
      remarks.push({ line: index + 1, skipped: true, reason: `"${number}" is no valid ISSN or ISBN.` });
      continue;
    }
    await keepCopy(tx, { id: tx.newId(), works, askedOn, publicationYear, status: status === 'unfilled' ? 'released' : status });
    taken += 1;
  }
  return { taken, remarks };
}
