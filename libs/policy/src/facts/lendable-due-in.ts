import { defineFact } from '../catalog/define.ts';

export const lendableDueIn = defineFact({
  name: 'lendable-due-in',
  type: 'number',
  unit: { one: 'day', many: 'days' },
  label: "the time until the library's item is due back",
  meaning: 'Days until the item, checked out now, is due.',
  none: 'not checked out',
  from: ['own-item'],
  derive: (look) => look('own-item').held?.daysUntilDue ?? null,
});
