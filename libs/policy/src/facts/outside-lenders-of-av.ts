import { defineFact } from '../catalog/define.ts';
import { isOutside, possibleLenders } from '../select/lenders.ts';

export const outsideLendersOfAv = defineFact({
  name: 'outside-lenders-of-av',
  type: 'number',
  unit: { one: 'lender', many: 'lenders' },
  label: 'the number of lenders outside left that lend audiovisual items',
  meaning: 'Lenders outside, as above, whose profile says that they lend audiovisual items.',
  from: ['request', 'holders', 'tried'],
  derive: (look) =>
    possibleLenders(look('request'), look('holders'), look('tried')).filter((one) => isOutside(one) && one.lendsAv).length,
});
