import { defineFact } from '../catalog/define.ts';
import { degreeLibrary } from '../select/dissertations.ts';

export const degreeGrantingLibrary = defineFact({
  name: 'degree-granting-library',
  type: 'text',
  label: 'the degree-granting library left to ask',
  meaning:
    'The library of the institution that granted the degree, where it is a partner in the country, may lend it and has not been asked yet.',
  none: 'none that could be asked',
  from: ['request', 'dissertation', 'holders', 'tried'],
  derive: (look) => degreeLibrary(look('request'), look('dissertation'), look('holders'), look('tried'))?.name ?? null,
});
