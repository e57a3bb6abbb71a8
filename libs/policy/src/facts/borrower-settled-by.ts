import { SettledBy } from '#lib/contracts';
import { defineFact } from '../catalog/define.ts';
import { SETTLED_BY_WORDS } from '../select/settled-by.ts';

export const borrowerSettledBy = defineFact({
  name: 'borrower-settled-by',
  type: 'choice',
  choices: SettledBy.options,
  words: SETTLED_BY_WORDS,
  label: 'who settles what it owes',
  meaning:
    'As agreed with the asking library: OCLC (IFM), the consortium, by invoice, by vouchers, EFTS, a deposit account, reciprocity, or nobody.',
  from: ['incoming'],
  derive: (look) => look('incoming').settledBy,
});
