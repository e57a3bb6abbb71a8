import { defineFact } from '../catalog/define.ts';

export const chargeLenderInIfm = defineFact({
  name: 'charge-lender-in-ifm',
  type: 'yes/no',
  label: 'the lender that charges takes part in IFM',
  denied: 'the lender that charges takes no part in IFM',
  meaning:
    'As its terms, or as a member itself, said when it was asked; yes where nobody said anything. It matters where OCLC settles.',
  from: ['charge'],
  derive: (look) => !look('charge').notInIfm?.includes('lender'),
});
