import { defineFact } from '../catalog/define.ts';

export const patronGroup = defineFact({
  name: 'patron-group',
  type: 'text',
  label: "the patron's group",
  meaning: 'The group the library put the patron in: faculty, student, public.',
  from: ['patron'],
  derive: (look) => look('patron').group,
});
