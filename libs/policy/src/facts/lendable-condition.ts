import { defineFact } from '../catalog/define.ts';

export const lendableCondition = defineFact({
  name: 'lendable-condition',
  type: 'choice',
  choices: ['good', 'fragile'],
  label: 'the condition of the item',
  meaning: 'As noted in its record: good or fragile.',
  none: 'not noted',
  from: ['own-item'],
  derive: (look) => look('own-item').held?.condition ?? null,
});
