import { defineFact } from '../catalog/define.ts';

export const lenderIsMember = defineFact({
  name: 'lender-is-member',
  type: 'yes/no',
  label: 'the lender is a member of the consortium',
  denied: 'the lender is not a member of the consortium',
  meaning: 'It is a member of the same consortium.',
  from: ['lender'],
  derive: (look) => look('lender').member,
});
