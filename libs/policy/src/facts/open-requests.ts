import { defineFact } from '../catalog/define.ts';

export const openRequests = defineFact({
  name: 'open-requests',
  type: 'number',
  unit: { one: 'request', many: 'requests' },
  label: "the number of the patron's other open requests",
  meaning: 'How many other requests of the same patron are under way.',
  from: ['open-requests'],
  derive: (look) => look('open-requests').open,
});
