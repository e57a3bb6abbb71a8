import { defineFact } from '../catalog/define.ts';

export const lenderIsFull = defineFact({
  name: 'lender-is-full',
  type: 'yes/no',
  label: 'the lender has as many requests of ours open as it wants',
  denied: 'the lender takes more requests of ours',
  meaning: 'As many requests of ours are open at it as are agreed at once, or more; never where no limit is set.',
  from: ['lender'],
  derive: (look) => {
    const { open = 0, mostOpen } = look('lender');
    return mostOpen !== undefined && open >= mostOpen;
  },
});
