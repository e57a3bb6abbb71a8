import { CannotTell, defineFact } from '../catalog/define.ts';
import { TOO_FEW, tooFew } from '../select/lenders.ts';

export const lenderFillRate = defineFact({
  name: 'lender-fill-rate',
  type: 'number',
  unit: { one: 'percent', many: 'percent' },
  label: "the lender's fill rate",
  meaning: `Of a hundred requests of ours that it was asked in the last 365 days, those it filled; not known of fewer than ${TOO_FEW}.`,
  none: 'never asked',
  from: ['lender'],
  derive: (look) => {
    const { record, symbol } = look('lender');
    if (!record?.asked) return null;
    if (record.asked < TOO_FEW) return new CannotTell(tooFew(`${symbol} has been asked`, record.asked));
    return Math.round((100 * record.filled) / record.asked);
  },
});
