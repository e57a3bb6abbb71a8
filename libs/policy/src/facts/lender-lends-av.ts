import { defineFact } from '../catalog/define.ts';

export const lenderLendsAv = defineFact({
  name: 'lender-lends-av',
  type: 'yes/no',
  label: 'the lender lends audiovisual items',
  denied: 'the lender does not lend audiovisual items',
  meaning: 'Its profile says that it lends audiovisual items.',
  from: ['lender'],
  derive: (look) => look('lender').lendsAv,
});
