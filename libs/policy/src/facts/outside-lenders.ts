import { defineFact } from '../catalog/define.ts';
import { isOutside, possibleLenders } from '../select/lenders.ts';

export const outsideLenders = defineFact({
  name: 'outside-lenders',
  type: 'number',
  unit: { one: 'lender', many: 'lenders' },
  label: 'the number of lenders outside left',
  meaning: 'Lenders in the country that charge: reached through OCLC, by invoice or through the consortium.',
  from: ['request', 'holders', 'tried'],
  derive: (look) => possibleLenders(look('request'), look('holders'), look('tried')).filter(isOutside).length,
});
