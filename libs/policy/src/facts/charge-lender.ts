import { defineFact } from '../catalog/define.ts';

export const chargeLender = defineFact({
  name: 'charge-lender',
  type: 'text',
  label: 'the lender that charges',
  meaning: 'The symbol of the lender, by which the library knows its partner.',
  from: ['charge'],
  derive: (look) => look('charge').payee,
});
