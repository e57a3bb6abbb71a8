import { defineFact } from '../catalog/define.ts';
import { possibleLenders } from '../select/lenders.ts';

export const lendersLeft = defineFact({
  name: 'lenders-left',
  type: 'number',
  unit: { one: 'lender', many: 'lenders' },
  label: 'the number of lenders left',
  meaning: 'Everybody who holds it, may supply it and has not been asked yet.',
  from: ['request', 'holders', 'tried'],
  derive: (look) => possibleLenders(look('request'), look('holders'), look('tried')).length,
});
