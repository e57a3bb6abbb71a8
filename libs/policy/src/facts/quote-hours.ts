import { defineFact } from '../catalog/define.ts';

export const quoteHours = defineFact({
  name: 'quote-hours',
  type: 'number',
  unit: { one: 'hour', many: 'hours' },
  label: 'the time until the copy is here',
  meaning: 'Hours until it is delivered, as quoted.',
  none: 'not said',
  from: ['quote'],
  derive: (look) => look('quote').hours ?? null,
});
