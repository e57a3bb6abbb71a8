import { SettledBy } from '#lib/contracts';
import { defineFact } from '../catalog/define.ts';

export const lenderSettledBy = defineFact({
  name: 'lender-settled-by',
  type: 'choice',
  choices: SettledBy.options,
  words: {
    OCLC: 'OCLC, through IFM',
    consortium: 'the consortium',
    invoice: 'invoice',
    vouchers: 'IFLA vouchers',
    nobody: 'nobody: it is free',
  },
  label: 'who settles what the lender charges',
  meaning: 'As agreed with it: OCLC (IFM), the consortium, by invoice, by vouchers, or nobody.',
  from: ['lender'],
  derive: (look) => look('lender').settledBy,
});
