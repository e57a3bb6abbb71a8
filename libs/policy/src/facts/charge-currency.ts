import { defineFact } from '../catalog/define.ts';

export const chargeCurrency = defineFact({
  name: 'charge-currency',
  type: 'text',
  label: 'the currency of the charge',
  meaning: 'ISO 4217, as the lender named it; nothing is converted.',
  from: ['charge'],
  derive: (look) => look('charge').amount.currency,
});
