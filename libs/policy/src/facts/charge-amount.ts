import { defineFact } from '../catalog/define.ts';

export const chargeAmount = defineFact({
  name: 'charge-amount',
  type: 'money',
  label: 'what the lender charges for it',
  meaning: 'The amount the lender named when it shipped.',
  from: ['charge'],
  derive: (look) => look('charge').amount,
});
