import { defineFact } from '../catalog/define.ts';

export const otherEditionChosen = defineFact({
  name: 'other-edition-chosen',
  type: 'yes/no',
  label: 'the patron has chosen another edition',
  denied: 'the patron has not chosen another edition',
  meaning: 'Asked about the cost, the patron chose another edition that can be borrowed instead.',
  from: ['request'],
  derive: (look) => look('request').otherEditionChosen ?? false,
});
