import { defineFact } from '../catalog/define.ts';

export const lendableCirculates = defineFact({
  name: 'lendable-circulates',
  type: 'yes/no',
  label: "the library's item circulates",
  denied: "the library's item does not circulate",
  meaning: 'It may leave the house: not reference, reserve or special collections.',
  from: ['own-item'],
  derive: (look) => look('own-item').held?.circulates ?? false,
});
