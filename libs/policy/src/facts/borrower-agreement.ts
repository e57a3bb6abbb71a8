import { CannotTell, defineFact } from '../catalog/define.ts';

export const borrowerAgreement = defineFact({
  name: 'borrower-agreement',
  type: 'text',
  label: 'the agreement with the asking library',
  meaning: 'The name of the agreement whose terms hold. Unknown of a library that is no partner.',
  none: "no agreement: the library's own terms",
  from: ['incoming'],
  derive: (look) => {
    const { agreement } = look('incoming');
    return agreement === undefined ? new CannotTell('Nobody told by which agreement the library asks.') : agreement;
  },
});
