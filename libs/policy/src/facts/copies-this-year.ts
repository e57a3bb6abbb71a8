import { z } from 'zod';
import { defineFact } from '../catalog/define.ts';

export const copiesThisYear = defineFact({
  name: 'copies-this-year',
  type: 'number',
  unit: { one: 'copy', many: 'copies' },
  label: 'the number of copies counted this year',
  meaning:
    'Copies from the same periodical asked for this calendar year (pending and filled), of issues published within so many years; of a book, copies from any part of it.',
  from: ['copyright', 'request'],
  params: z.strictObject({ publishedWithinYears: z.int().min(1).max(150) }),
  derive: (look, { publishedWithinYears }) => {
    const { citation, today } = look('request');
    const oldest = citation.kind === 'chapter' ? 0 : Number(today.slice(0, 4)) - publishedWithinYears;
    // a copy whose year nobody noted counts: the guideline is kept even where the record is poor
    return look('copyright').copies.filter((copy) => copy.year === null || copy.year >= oldest).length;
  },
});
