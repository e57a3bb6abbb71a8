import { defineFact } from '../catalog/define.ts';

export const requestsThisYear = defineFact({
  name: 'requests-this-year',
  type: 'number',
  unit: { one: 'request', many: 'requests' },
  label: "the number of the patron's other requests this year",
  meaning: 'How many other requests the same patron has made in this calendar year, whatever became of them.',
  from: ['open-requests'],
  derive: (look) => look('open-requests').thisYear,
});
