import { defineFact } from '../catalog/define.ts';

export const borrowerIsPartner = defineFact({
  name: 'borrower-is-partner',
  type: 'yes/no',
  label: 'the asking library is a partner',
  denied: 'the asking library is no partner',
  meaning: 'There is an agreement with the library that asks.',
  from: ['incoming'],
  derive: (look) => look('incoming').partner,
});
