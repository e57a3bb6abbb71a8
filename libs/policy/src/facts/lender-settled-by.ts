import { SettledBy } from '#lib/contracts';
import { defineFact } from '../catalog/define.ts';
import { SETTLED_BY_WORDS } from '../select/settled-by.ts';

export const lenderSettledBy = defineFact({
  name: 'lender-settled-by',
  type: 'choice',
  choices: SettledBy.options,
  words: SETTLED_BY_WORDS,
  label: 'who settles what the lender charges',
  meaning:
    'As agreed with it: OCLC (IFM), the consortium, by invoice, by vouchers, EFTS, a deposit account, reciprocity, or nobody.',
  from: ['lender'],
  derive: (look) => look('lender').settledBy,
});
