import { DAY } from '#lib/kernel';
import { defineFact } from '../catalog/define.ts';

export const lenderClosedFor = defineFact({
  name: 'lender-closed-for',
  type: 'number',
  unit: { one: 'day', many: 'days' },
  label: 'the days the lender is still closed',
  meaning: 'Calendar days until it is there again, by the closures it has told; 0 while it is open.',
  from: ['lender', 'request'],
  derive: (look) => {
    const { backOn } = look('lender');
    return backOn ? Math.max(0, Math.round((Date.parse(backOn) - Date.parse(look('request').today)) / DAY)) : 0;
  },
});
