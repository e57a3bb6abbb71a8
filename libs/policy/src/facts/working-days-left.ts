import { defineFact } from '../catalog/define.ts';

export const workingDaysLeft = defineFact({
  name: 'working-days-left',
  type: 'number',
  unit: { one: 'working day', many: 'working days' },
  label: 'the time left until it is needed',
  meaning: "Working days, by the library's own calendar, until the last day on which the patron can use it.",
  none: 'no date set',
  from: ['request'],
  derive: (look) => look('request').workingDaysLeft,
});
