import { defineFact } from '../catalog/define.ts';
import { holdableCopies } from '../select/shared.ts';

export const copiesInSharedSystem = defineFact({
  name: 'copies-in-shared-system',
  type: 'number',
  unit: { one: 'library', many: 'libraries' },
  label: 'the number of libraries of your shared system that have it on the shelf',
  meaning:
    'Other members of the same shared library system (Evergreen) with a copy on the shelf that circulates and may be held: they share by holds in transit, not by interlibrary loan.',
  from: ['request', 'shared-catalog', 'tried'],
  derive: (look) => {
    const copies = holdableCopies(look('request'), look('shared-catalog'), look('tried'));
    return new Set(copies.map(({ copy }) => copy.library)).size;
  },
});
