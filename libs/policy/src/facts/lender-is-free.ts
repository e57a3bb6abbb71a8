import { isFree } from '../select/lenders.ts';
import { defineFact } from '../catalog/define.ts';

export const lenderIsFree = defineFact({
  name: 'lender-is-free',
  type: 'yes/no',
  label: 'the lender charges nothing',
  denied: 'the lender charges',
  meaning: 'A lender in the country with which nothing is settled, or which asks $0.',
  from: ['lender'],
  derive: (look) => isFree(look('lender')),
});
