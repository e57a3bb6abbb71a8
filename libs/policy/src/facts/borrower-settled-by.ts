import { SettledBy } from '#lib/contracts';
import { defineFact } from '../catalog/define.ts';

export const borrowerSettledBy = defineFact({
  name: 'borrower-settled-by',
  type: 'choice',
  choices: SettledBy.options,
  words: {
    OCLC: 'OCLC, through IFM',
    consortium: 'the consortium',
    invoice: 'invoice',
    vouchers: 'IFLA vouchers',
    nobody: 'nobody: it is free',
  },
  label: 'who settles what it owes',
  meaning: 'As agreed with the asking library: OCLC (IFM), the consortium, by invoice, by vouchers, or nobody.',
  from: ['incoming'],
  derive: (look) => look('incoming').settledBy,
});
