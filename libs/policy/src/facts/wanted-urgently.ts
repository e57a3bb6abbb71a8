import { defineFact } from '../catalog/define.ts';

export const wantedUrgently = defineFact({
  name: 'wanted-urgently',
  type: 'yes/no',
  label: 'the other library asks for a rush',
  denied: 'the other library asks for no rush',
  meaning: 'Its request names the service level Rush, Urgent or Express.',
  from: ['incoming'],
  derive: (look) => look('incoming').rush,
});
