import { defineFact } from '../catalog/define.ts';
import { feeToBorrow } from '../select/patron-fee.ts';

export const patronFee = defineFact({
  name: 'patron-fee',
  type: 'money',
  label: 'what the patron would pay for borrowing it',
  meaning:
    'The least the library would charge the patron for borrowing it from whoever is left: what it asks for a loan, a copy or from abroad, and what it passes on of the lender’s charge, within its cap. $0 where it charges nothing. Unknown where a charge that is passed on is known only when the lender answers.',
  none: 'nobody left to borrow from',
  from: ['request', 'tried', 'holders'],
  derive: (look) => feeToBorrow(look),
});
