import { CannotTell, defineFact } from '../catalog/define.ts';
import { cheapestCopy } from '../select/prices.ts';

export const cheapestCopySource = defineFact({
  name: 'cheapest-copy-source',
  type: 'choice',
  choices: ['get-it-now', 'reprints-desk', 'royalty-and-borrowing'],
  words: { 'get-it-now': 'Get It Now', 'reprints-desk': 'Reprints Desk', 'royalty-and-borrowing': 'royalty and borrowing' },
  label: 'the cheapest lawful source of a copy',
  meaning:
    'Which is cheapest once the guideline is used up: Get It Now, Reprints Desk, or paying the royalty and borrowing, where its cost is known beforehand.',
  none: 'nobody offers one',
  from: ['request', 'tried', 'get-it-now', 'reprints-desk', 'item-quotes', 'holders'],
  derive: (look) => {
    const best = cheapestCopy(look);
    return best instanceof CannotTell ? best : (best?.source ?? null);
  },
});
