import { defineFact } from '../catalog/define.ts';

export const lenderByIfm = defineFact({
  name: 'lender-by-ifm',
  type: 'yes/no',
  label: 'what the lender charges goes through IFM',
  denied: 'IFM does not apply to what the lender charges',
  meaning: 'OCLC settles with it, and both the library and the lender take part in ILL Fee Management.',
  from: ['lender'],
  derive: (look) => look('lender').settledBy === 'OCLC' && !look('lender').notInIfm,
});
