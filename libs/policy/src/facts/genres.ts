import { defineFact } from '../catalog/define.ts';

export const genres = defineFact({
  name: 'genres',
  type: 'list',
  label: 'the genres',
  meaning:
    "Genre and form headings of the union catalog's record, in lower case; `juvenile` where the record says it is for the young.",
  none: 'none given',
  from: ['holders'],
  derive: (look) => {
    const headings = look('holders').genres;
    return headings.length ? headings : null;
  },
});
