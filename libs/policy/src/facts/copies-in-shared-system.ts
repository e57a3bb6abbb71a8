import { defineFact } from '../catalog/define.ts';
import { possibleLenders } from '../select/lenders.ts';

export const copiesInSharedSystem = defineFact({
  name: 'copies-in-shared-system',
  type: 'number',
  unit: { one: 'library', many: 'libraries' },
  label: 'the number of libraries of your shared system that hold it',
  meaning:
    'Members of the same shared library system (Evergreen) that hold it: they share by holds in transit, not by interlibrary loan.',
  from: ['request', 'holders', 'tried'],
  derive: (look) => {
    const asked = look('request');
    if (asked.service === 'copy') return 0;
    return possibleLenders(asked, look('holders'), look('tried')).filter((holder) => holder.sameSystem).length;
  },
});
