import { defineFact } from '../catalog/define.ts';

export const lendableHeld = defineFact({
  name: 'lendable-held',
  type: 'yes/no',
  label: 'the library holds it',
  denied: 'the library does not hold it',
  meaning: 'The catalog or the list of licensed titles has it.',
  from: ['own-item'],
  derive: (look) => look('own-item').held !== undefined || look('own-item').license !== undefined,
});
