import { defineFact } from '../catalog/define.ts';
import { isFree, possibleLenders } from '../select/lenders.ts';

export const freeLendersOfAv = defineFact({
  name: 'free-lenders-of-av',
  type: 'number',
  unit: { one: 'lender', many: 'lenders' },
  label: 'the number of free lenders left that lend audiovisual items',
  meaning: 'Free lenders, as above, whose profile says that they lend audiovisual items.',
  from: ['request', 'holders', 'tried'],
  derive: (look) =>
    possibleLenders(look('request'), look('holders'), look('tried')).filter((one) => isFree(one) && one.lendsAv).length,
});
