import { defineFact } from '../catalog/define.ts';

export const publicationAge = defineFact({
  name: 'publication-age',
  type: 'number',
  unit: { one: 'year', many: 'years' },
  label: 'the age of the publication',
  meaning: 'This year less the year of publication: 0 for what appeared this year.',
  none: 'no year given',
  from: ['request'],
  derive: (look) => {
    const { citation, today } = look('request');
    return citation.year === undefined ? null : Number(today.slice(0, 4)) - citation.year;
  },
});
