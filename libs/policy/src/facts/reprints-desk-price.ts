import { defineFact } from '../catalog/define.ts';
import { documentPrice } from '../select/prices.ts';

export const reprintsDeskPrice = defineFact({
  name: 'reprints-desk-price',
  type: 'money',
  label: 'the price at Reprints Desk',
  meaning: 'What Reprints Desk asks for this document. None where it does not sell it or has failed to supply it.',
  none: 'not sold there',
  from: ['request', 'tried', 'get-it-now', 'reprints-desk', 'item-quotes'],
  derive: (look) => documentPrice(look, 'reprints-desk'),
});
