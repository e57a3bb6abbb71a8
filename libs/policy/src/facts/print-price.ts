import { defineFact } from '../catalog/define.ts';
import { itemPrice } from '../select/prices.ts';

export const printPrice = defineFact({
  name: 'print-price',
  type: 'money',
  label: "the vendor's price in print",
  meaning: 'What the vendor asks for the thing itself: the printed book, the disc. None where it does not offer it.',
  none: 'not offered',
  from: ['request', 'tried', 'get-it-now', 'reprints-desk', 'item-quotes'],
  derive: (look) => itemPrice(look, 'print'),
});
