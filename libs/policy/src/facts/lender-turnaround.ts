import { defineFact } from '../catalog/define.ts';

export const lenderTurnaround = defineFact({
  name: 'lender-turnaround',
  type: 'number',
  unit: { one: 'day', many: 'days' },
  label: "the lender's turnaround",
  meaning: 'Calendar days from asking it until the thing was here, on average.',
  none: 'nothing had from it yet',
  from: ['lender'],
  derive: (look) => {
    const { record } = look('lender');
    return record?.days === undefined ? null : Math.round(record.days);
  },
});
