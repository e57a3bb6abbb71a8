import { defineFact } from '../catalog/define.ts';

export const lendableStatus = defineFact({
  name: 'lendable-status',
  type: 'choice',
  choices: ['available', 'checked-out', 'missing', 'in-process', 'on-order'],
  words: { 'checked-out': 'checked out', 'in-process': 'in process', 'on-order': 'on order' },
  label: "the state of the library's item",
  meaning: 'Available, checked out, missing, in process or on order.',
  none: 'no item',
  from: ['own-item'],
  derive: (look) => look('own-item').held?.status ?? null,
});
