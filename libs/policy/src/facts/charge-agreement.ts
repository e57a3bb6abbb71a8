import { CannotTell, defineFact } from '../catalog/define.ts';

export const chargeAgreement = defineFact({
  name: 'charge-agreement',
  type: 'text',
  label: 'the agreement with the lender that charges',
  meaning:
    'The name of the agreement whose terms held when it was asked. Unknown of a lender that is no partner, and of costs of before it was told.',
  none: "no agreement: the library's own terms",
  from: ['charge'],
  derive: (look) => {
    const { lender } = look('charge');
    return lender ? (lender.agreement ?? null) : new CannotTell('Nobody told by which agreement the lender was asked.');
  },
});
