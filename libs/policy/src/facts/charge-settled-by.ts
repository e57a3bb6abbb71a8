import { SettledBy } from '#lib/contracts';
import { defineFact } from '../catalog/define.ts';

export const chargeSettledBy = defineFact({
  name: 'charge-settled-by',
  type: 'choice',
  choices: SettledBy.options,
  words: {
    OCLC: 'OCLC, through IFM',
    consortium: 'the consortium',
    invoice: 'invoice',
    vouchers: 'IFLA vouchers',
    nobody: 'nobody: it is free',
  },
  label: 'who settles the charge',
  meaning: 'As agreed with the lender: OCLC (IFM), the consortium, by invoice, by vouchers, or nobody.',
  from: ['charge'],
  derive: (look) => look('charge').settledBy,
});
