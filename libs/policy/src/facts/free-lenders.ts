import { defineFact } from '../catalog/define.ts';
import { isFree, possibleLenders } from '../select/lenders.ts';

export const freeLenders = defineFact({
  name: 'free-lenders',
  type: 'number',
  unit: { one: 'lender', many: 'lenders' },
  label: 'the number of free lenders left',
  meaning: 'Partners in the country that hold it, may supply it, charge nothing and have not been asked yet.',
  from: ['request', 'holders', 'tried'],
  derive: (look) => possibleLenders(look('request'), look('holders'), look('tried')).filter(isFree).length,
});
