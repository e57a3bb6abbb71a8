import { CannotTell, defineFact } from '../catalog/define.ts';
import { TOO_FEW, tooFew } from '../select/lenders.ts';

export const lenderTurnaround = defineFact({
  name: 'lender-turnaround',
  type: 'number',
  unit: { one: 'day', many: 'days' },
  label: "the lender's turnaround",
  meaning: `Calendar days from asking it until the thing was here, on average over the last 365 days; not known of fewer than ${TOO_FEW}.`,
  none: 'nothing had from it yet',
  from: ['lender'],
  derive: (look) => {
    const { record, symbol } = look('lender');
    if (record?.days === undefined) return null;
    if (record.filled < TOO_FEW) return new CannotTell(tooFew(`${symbol} has filled`, record.filled));
    return Math.round(record.days);
  },
});
