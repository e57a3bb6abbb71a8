import { CannotTell, defineFact } from '../catalog/define.ts';
import { cheapestCopy } from '../select/prices.ts';

export const cheapestCopyPrice = defineFact({
  name: 'cheapest-copy-price',
  type: 'money',
  label: 'the cheapest lawful price of a copy',
  meaning: 'The lowest of Get It Now, Reprints Desk, and royalty plus the cost of borrowing, where that is known beforehand.',
  none: 'nobody offers one',
  from: ['request', 'tried', 'get-it-now', 'reprints-desk', 'item-quotes', 'holders'],
  derive: (look) => {
    const best = cheapestCopy(look);
    return best instanceof CannotTell ? best : (best?.price ?? null);
  },
});
