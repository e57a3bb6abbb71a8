import { z } from 'zod';
import { defineFact } from '../catalog/define.ts';
import { possibleLenders } from '../select/lenders.ts';

export const soonestLoan = defineFact({
  name: 'soonest-loan',
  type: 'number',
  unit: { one: 'working day', many: 'working days' },
  label: 'the soonest a loan can be here',
  meaning:
    'The shortest time any lender left has to answer, as agreed with it, plus the days in the post that the policy reckons with.',
  none: 'nobody left to borrow from',
  from: ['request', 'holders', 'tried'],
  params: z.strictObject({ daysInThePost: z.int().min(0).max(60) }),
  derive: (look, { daysInThePost }) => {
    const lenders = possibleLenders(look('request'), look('holders'), look('tried'));
    return lenders.length ? Math.min(...lenders.map((one) => one.daysToRespond)) + daysInThePost : null;
  },
});
