import { defineFact } from '../catalog/define.ts';

export const patronBlocked = defineFact({
  name: 'patron-blocked',
  type: 'yes/no',
  label: 'the patron is blocked',
  denied: 'the patron is not blocked',
  meaning: 'The library has barred this patron from borrowing.',
  from: ['patron'],
  derive: (look) => look('patron').blocked,
});
