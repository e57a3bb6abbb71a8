import { defineFact } from '../catalog/define.ts';

export const lenderFillRate = defineFact({
  name: 'lender-fill-rate',
  type: 'number',
  unit: { one: 'percent', many: 'percent' },
  label: "the lender's fill rate",
  meaning: 'Of a hundred requests of ours that it was asked, those it filled.',
  none: 'never asked',
  from: ['lender'],
  derive: (look) => {
    const { record } = look('lender');
    return record?.asked ? Math.round((100 * record.filled) / record.asked) : null;
  },
});
