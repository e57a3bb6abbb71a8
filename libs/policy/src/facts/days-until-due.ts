import { defineFact } from '../catalog/define.ts';

export const daysUntilDue = defineFact({
  name: 'days-until-due',
  type: 'number',
  unit: { one: 'day', many: 'days' },
  label: 'the time until it is due back',
  meaning: 'Days until the patron must bring it back, pick it up, or have opened its link; below zero once it is late.',
  none: 'nothing is due',
  from: ['happening'],
  derive: (look) => look('happening').daysUntilDue ?? null,
});
