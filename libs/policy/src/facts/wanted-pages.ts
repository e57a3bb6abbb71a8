import { defineFact } from '../catalog/define.ts';

export const wantedPages = defineFact({
  name: 'wanted-pages',
  type: 'number',
  unit: { one: 'page', many: 'pages' },
  label: 'the length of the copy',
  meaning: 'Pages wanted, where the citation says so.',
  none: 'not said',
  from: ['incoming'],
  derive: (look) => look('incoming').pages ?? null,
});
