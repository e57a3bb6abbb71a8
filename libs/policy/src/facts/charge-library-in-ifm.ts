import { defineFact } from '../catalog/define.ts';

export const chargeLibraryInIfm = defineFact({
  name: 'charge-library-in-ifm',
  type: 'yes/no',
  label: 'the library takes part in IFM',
  denied: 'the library takes no part in IFM',
  meaning: 'As the library said when the lender was asked; yes where it said nothing. It matters where OCLC settles.',
  from: ['charge'],
  derive: (look) => !look('charge').notInIfm?.includes('borrower'),
});
