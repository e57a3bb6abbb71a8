import { SettledBy } from '#lib/contracts';
import { defineFact } from '../catalog/define.ts';
import { SETTLED_BY_WORDS } from '../select/settled-by.ts';

export const chargeSettledBy = defineFact({
  name: 'charge-settled-by',
  type: 'choice',
  choices: SettledBy.options,
  words: SETTLED_BY_WORDS,
  label: 'who settles the charge',
  meaning:
    'As agreed with the lender: OCLC (IFM), the consortium, by invoice, by vouchers, EFTS, a deposit account, reciprocity, or nobody.',
  from: ['charge'],
  derive: (look) => look('charge').settledBy,
});
