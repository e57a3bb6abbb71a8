import { defineFact } from '../catalog/define.ts';
import { willingLibraries } from '../select/lenders.ts';

export const librariesThatMaySupply = defineFact({
  name: 'libraries-that-may-supply',
  type: 'number',
  unit: { one: 'library', many: 'libraries' },
  label: 'the number of libraries whose license lets them supply it',
  meaning: 'Of the libraries that hold it, those whose license or own record does not forbid it.',
  from: ['request', 'holders'],
  derive: (look) => willingLibraries(look('request'), look('holders')).length,
});
