import { defineFact } from '../catalog/define.ts';

export const subscribed = defineFact({
  name: 'subscribed',
  type: 'yes/no',
  label: 'the library subscribes to it',
  denied: 'the library does not subscribe to it',
  meaning:
    'The library subscribes to the periodical or has it on order, even where this very copy is not available to it: such copies do not count under the CONTU guideline.',
  from: ['licenses', 'own-catalog'],
  derive: (look) =>
    look('licenses').titles.length > 0 ||
    look('own-catalog').records.some(
      (record) =>
        (record.match === 'journal' && (record.years ?? []).some((years) => years.to === undefined)) ||
        record.items.some((item) => item.status === 'on-order'),
    ),
});
