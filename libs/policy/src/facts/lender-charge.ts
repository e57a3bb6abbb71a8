import { isFree } from '../select/lenders.ts';
import { defineFact } from '../catalog/define.ts';

export const lenderCharge = defineFact({
  name: 'lender-charge',
  type: 'money',
  label: 'what the lender charges',
  meaning: 'What it asks for one loan or copy, where its record says so; $0 where it is free.',
  none: 'told only when it is asked',
  from: ['lender', 'request'],
  derive: (look) => {
    const lender = look('lender');
    return isFree(lender) ? { minor: 0, currency: look('request').currency } : (lender.charge ?? null);
  },
});
