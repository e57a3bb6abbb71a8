import { defineFact } from '../catalog/define.ts';

export const borrower = defineFact({
  name: 'borrower',
  type: 'text',
  label: 'the asking library',
  meaning: 'The symbol of the library that asks.',
  from: ['incoming'],
  derive: (look) => look('incoming').borrower,
});
