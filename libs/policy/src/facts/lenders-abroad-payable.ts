import { defineFact } from '../catalog/define.ts';
import { payableAbroad } from '../select/vouchers.ts';

export const lendersAbroadPayable = defineFact({
  name: 'lenders-abroad-payable',
  type: 'number',
  unit: { one: 'lender', many: 'lenders' },
  label: 'the number of lenders abroad that can be paid with vouchers',
  meaning:
    'Partners in other countries that hold it (for loans only where the country is open for them), are there now, and take as many IFLA vouchers as can be made up of the cards in stock.',
  from: ['request', 'holders', 'tried', 'vouchers'],
  derive: (look) => payableAbroad(look('request'), look('holders'), look('tried'), look('vouchers')).length,
});
