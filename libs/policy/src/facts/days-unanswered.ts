import { defineFact } from '../catalog/define.ts';

export const daysUnanswered = defineFact({
  name: 'days-unanswered',
  type: 'number',
  unit: { one: 'day', many: 'days' },
  label: 'the time since the patron was asked',
  meaning: 'Days since the question that the patron has not answered yet.',
  none: 'nothing is asked',
  from: ['happening'],
  derive: (look) => look('happening').daysUnanswered ?? null,
});
