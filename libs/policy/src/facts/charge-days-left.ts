import { CannotTell, defineFact } from '../catalog/define.ts';

export const chargeDaysLeft = defineFact({
  name: 'charge-days-left',
  type: 'number',
  unit: { one: 'day', many: 'days' },
  label: 'the days left when it was sent',
  meaning:
    'Calendar days from the day it was sent to the last on which the patron can use it: how urgent it was. Below zero where it came too late; unknown of costs of before it was told.',
  none: 'no date set',
  from: ['charge'],
  derive: (look) => {
    const { daysLeft } = look('charge');
    return daysLeft === undefined ? new CannotTell('Nobody told by when it was needed.') : daysLeft;
  },
});
