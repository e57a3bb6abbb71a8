import { defineFact } from '../catalog/define.ts';
import { costToBorrow } from '../select/prices.ts';

export const borrowingCost = defineFact({
  name: 'borrowing-cost',
  type: 'money',
  label: 'the cost of borrowing it',
  meaning:
    'What the cheapest lender left would charge; $0 at a free lender. Unknown where a lender names its charge only when asked.',
  none: 'nobody left to borrow from',
  from: ['request', 'tried', 'holders'],
  derive: (look) => costToBorrow(look),
});
