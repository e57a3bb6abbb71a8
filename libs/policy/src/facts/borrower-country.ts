import { CannotTell, defineFact } from '../catalog/define.ts';

export const borrowerCountry = defineFact({
  name: 'borrower-country',
  type: 'text',
  label: 'the country of the asking library',
  meaning: 'ISO 3166, two capital letters. Unknown of a library that is neither a partner nor a member.',
  from: ['incoming'],
  derive: (look) => look('incoming').country ?? new CannotTell('Nobody told in which country the asking library is.'),
});
