import { defineFact } from '../catalog/define.ts';

export const royalty = defineFact({
  name: 'royalty',
  type: 'money',
  label: 'the royalty for a copy beyond the guideline',
  meaning: 'What the rights holder asks, through the clearing house, for one more copy made by a library.',
  none: 'none quoted',
  from: ['get-it-now'],
  derive: (look) => look('get-it-now').royalty ?? null,
});
