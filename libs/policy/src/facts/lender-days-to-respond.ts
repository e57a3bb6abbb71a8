import { defineFact } from '../catalog/define.ts';

export const lenderDaysToRespond = defineFact({
  name: 'lender-days-to-respond',
  type: 'number',
  unit: { one: 'working day', many: 'working days' },
  label: 'the time the lender has to answer',
  meaning: 'Working days it has to answer, as agreed with it.',
  from: ['lender'],
  derive: (look) => look('lender').daysToRespond,
});
