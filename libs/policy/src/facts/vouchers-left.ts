import { defineFact } from '../catalog/define.ts';

export const vouchersLeft = defineFact({
  name: 'vouchers-left',
  type: 'number',
  unit: { one: 'half voucher', many: 'half vouchers' },
  label: 'the number of IFLA half vouchers left',
  meaning: 'What the IFLA vouchers that nobody is promised are worth, in halves: 2 is one voucher.',
  from: ['vouchers'],
  derive: (look) => 2 * look('vouchers').full + look('vouchers').half,
});
