import { defineFact } from '../catalog/define.ts';

export const lenderTimesAsked = defineFact({
  name: 'lender-times-asked',
  type: 'number',
  unit: { one: 'time', many: 'times' },
  label: 'the number of times the lender was asked',
  meaning: 'How many requests of ours it was asked to fill in the last 365 days; those still open do not count yet.',
  from: ['lender'],
  derive: (look) => look('lender').record?.asked ?? 0,
});
