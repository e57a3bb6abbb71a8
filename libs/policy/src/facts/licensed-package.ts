import { defineFact } from '../catalog/define.ts';
import { licensedTitles } from '../select/open.ts';

export const licensedPackage = defineFact({
  name: 'licensed-package',
  type: 'text',
  label: 'the licensed package it is in',
  meaning: 'The package, or the platform, of the license that covers it.',
  none: 'in no package',
  from: ['licenses', 'tried'],
  derive: (look) => licensedTitles(look('licenses'), look('tried')).find((title) => title.covered === true)?.package ?? null,
});
