import { defineFact } from '../catalog/define.ts';

export const lenderOfLastResort = defineFact({
  name: 'lender-of-last-resort',
  type: 'yes/no',
  label: 'the lender is one of last resort',
  denied: 'the lender is not one of last resort',
  meaning: 'A lender that wants to be asked only where nobody else can.',
  from: ['lender'],
  derive: (look) => look('lender').lastResort,
});
