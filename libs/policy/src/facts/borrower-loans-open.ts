import { defineFact } from '../catalog/define.ts';

export const borrowerLoansOpen = defineFact({
  name: 'borrower-loans-open',
  type: 'yes/no',
  label: 'loans to its country are open',
  denied: 'loans to its country are suspended',
  meaning: 'Loans to the country of the asking library are not suspended.',
  from: ['incoming'],
  derive: (look) => look('incoming').loansOpen,
});
