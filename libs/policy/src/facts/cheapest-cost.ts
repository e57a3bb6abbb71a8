import { defineFact } from '../catalog/define.ts';
import { leastCost } from '../select/prices.ts';

export const cheapestCost = defineFact({
  name: 'cheapest-cost',
  type: 'money',
  label: 'the lowest cost of getting it',
  meaning:
    'The lowest of all quotes and of the whole cost of borrowing it; at a free lender that cost, without asking for quotes.',
  none: 'nobody quotes and nobody lends',
  from: ['request', 'tried', 'get-it-now', 'reprints-desk', 'item-quotes', 'holders'],
  derive: (look) => leastCost(look),
});
