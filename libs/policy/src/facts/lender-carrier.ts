import { Carrier } from '#lib/contracts';
import { defineFact } from '../catalog/define.ts';

export const lenderCarrier = defineFact({
  name: 'lender-carrier',
  type: 'choice',
  choices: Carrier.options,
  words: {
    van: 'the consortium’s van',
    USPS: 'USPS',
    UPS: 'UPS',
    FedEx: 'FedEx',
    courier: 'a courier',
    other: 'another carrier',
  },
  label: 'by whom the lender sends',
  meaning: 'The carrier as agreed with it: the consortium’s van, USPS, UPS, FedEx, a courier, or another one.',
  none: 'not agreed',
  from: ['lender'],
  derive: (look) => look('lender').carrier ?? null,
});
