import { defineFact } from '../catalog/define.ts';

export const borrowerBalance = defineFact({
  name: 'borrower-balance',
  type: 'number',
  unit: { one: 'item', many: 'items' },
  label: 'what the asking library owes in the balance',
  meaning: 'Loans and copies it had from us less those we had from it: above zero where it owes us.',
  from: ['incoming'],
  derive: (look) => look('incoming').balance,
});
