import { defineFact } from '../catalog/define.ts';
import { itemPrice } from '../select/prices.ts';

export const ebookPrice = defineFact({
  name: 'ebook-price',
  type: 'money',
  label: "the vendor's price as an e-book",
  meaning: 'What the vendor asks for the e-book. None where there is no such edition.',
  none: 'not offered',
  from: ['request', 'tried', 'get-it-now', 'reprints-desk', 'item-quotes'],
  derive: (look) => itemPrice(look, 'ebook'),
});
