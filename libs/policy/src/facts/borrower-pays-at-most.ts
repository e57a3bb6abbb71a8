import { defineFact } from '../catalog/define.ts';

export const borrowerPaysAtMost = defineFact({
  name: 'borrower-pays-at-most',
  type: 'money',
  label: 'the most the asking library pays',
  meaning: 'The maximum cost it names in its request.',
  none: 'nothing named',
  from: ['incoming'],
  derive: (look) => look('incoming').maxCost ?? null,
});
