import { defineFact } from '../catalog/define.ts';
import { possibleLenders } from '../select/lenders.ts';

export const lendersAbroad = defineFact({
  name: 'lenders-abroad',
  type: 'number',
  unit: { one: 'lender', many: 'lenders' },
  label: 'the number of lenders abroad left',
  meaning: 'Partners in other countries that hold it, for loans only where the country is open for them.',
  from: ['request', 'holders', 'tried'],
  derive: (look) => possibleLenders(look('request'), look('holders'), look('tried')).filter((one) => one.abroad).length,
});
