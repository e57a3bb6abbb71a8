import { defineFact } from '../catalog/define.ts';

export const lenderBalance = defineFact({
  name: 'lender-balance',
  type: 'number',
  unit: { one: 'item', many: 'items' },
  label: 'what the lender owes in the balance',
  meaning: 'Loans and copies it had from us less those we had from it: above zero where it owes us.',
  from: ['lender'],
  derive: (look) => look('lender').balance,
});
