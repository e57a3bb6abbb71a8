import { CannotTell, defineFact } from '../catalog/define.ts';

export const chargeLenderCountry = defineFact({
  name: 'charge-lender-country',
  type: 'text',
  label: 'the country of the lender that charges',
  meaning: 'ISO 3166, two capital letters. Unknown of a lender that is no partner, and of costs of before it was told.',
  from: ['charge'],
  derive: (look) => look('charge').lender?.country ?? new CannotTell('Nobody told in which country the lender is.'),
});
