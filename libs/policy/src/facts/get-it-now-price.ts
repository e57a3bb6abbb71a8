import { defineFact } from '../catalog/define.ts';
import { documentPrice } from '../select/prices.ts';

export const getItNowPrice = defineFact({
  name: 'get-it-now-price',
  type: 'money',
  label: 'the price at Get It Now',
  meaning: 'What Get It Now asks for this article. None where it does not sell it or has failed to supply it.',
  none: 'not sold there',
  from: ['request', 'tried', 'get-it-now', 'reprints-desk', 'item-quotes'],
  derive: (look) => documentPrice(look, 'get-it-now'),
});
