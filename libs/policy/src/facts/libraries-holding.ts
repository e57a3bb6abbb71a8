import { defineFact } from '../catalog/define.ts';
import { libraries } from '../select/lenders.ts';

export const librariesHolding = defineFact({
  name: 'libraries-holding',
  type: 'number',
  unit: { one: 'library', many: 'libraries' },
  label: 'the number of libraries that hold it',
  meaning: 'Partners that hold it at all, whether they may supply it or not.',
  from: ['request', 'holders'],
  derive: (look) => libraries(look('request'), look('holders')).length,
});
