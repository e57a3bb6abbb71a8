import { defineFact } from '../catalog/define.ts';

export const fundLeft = defineFact({
  name: 'fund-left',
  type: 'money',
  label: 'the money left in the fund',
  meaning: "What is left of the library's fund for requests. A hint: the money is held only when payment says so.",
  from: ['fund'],
  derive: (look) => look('fund').available,
});
