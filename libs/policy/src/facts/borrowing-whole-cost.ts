import { defineFact } from '../catalog/define.ts';
import { wholeCostToBorrow } from '../select/prices.ts';

export const borrowingWholeCost = defineFact({
  name: 'borrowing-whole-cost',
  type: 'money',
  label: 'the whole cost of borrowing it',
  meaning:
    "The lender's fee, its postage, the postage back and the library's own handling, where that comes to least; among free lenders where there are any. Its parts are told with it. Unknown where a lender names its charge only when asked.",
  none: 'nobody left to borrow from',
  from: ['request', 'tried', 'holders'],
  derive: (look) => wholeCostToBorrow(look),
});
