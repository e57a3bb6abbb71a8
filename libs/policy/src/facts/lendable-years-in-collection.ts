import { defineFact } from '../catalog/define.ts';

export const lendableYearsInCollection = defineFact({
  name: 'lendable-years-in-collection',
  type: 'number',
  unit: { one: 'year', many: 'years' },
  label: 'the time the item has been in the collection',
  meaning: 'Whole years since the library put it on its shelf.',
  none: 'not known to the catalog',
  from: ['own-item'],
  derive: (look) => look('own-item').held?.yearsInCollection ?? null,
});
