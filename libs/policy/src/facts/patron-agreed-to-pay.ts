import { defineFact } from '../catalog/define.ts';
import { agreedToPay } from '../select/patron-fee.ts';

export const patronAgreedToPay = defineFact({
  name: 'patron-agreed-to-pay',
  type: 'money',
  label: 'what the patron has agreed to pay',
  meaning:
    'The most the patron has agreed to pay their library for this request: with the request, once for all, or when asked. Another thing than the cost they have agreed to (`cost-agreed`), which the library pays.',
  none: 'not agreed to pay anything',
  from: ['request'],
  derive: (look) => agreedToPay(look('request')),
});
