import { defineFact } from '../catalog/define.ts';

export const borrowerIsAbroad = defineFact({
  name: 'borrower-is-abroad',
  type: 'yes/no',
  label: 'the asking library is abroad',
  denied: 'the asking library is in the country',
  meaning: 'It is in another country.',
  from: ['incoming'],
  derive: (look) => look('incoming').abroad,
});
