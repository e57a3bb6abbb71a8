import { defineFact } from '../catalog/define.ts';
import { onShelf } from '../select/shelf.ts';

export const ownShelfMark = defineFact({
  name: 'own-shelf-mark',
  type: 'text',
  label: 'its place on your own shelf',
  meaning: 'Location and call number of the first available copy of your own.',
  none: 'none on the shelf',
  from: ['request', 'own-catalog', 'tried'],
  derive: (look) => {
    const first = onShelf(look('request'), look('own-catalog'), look('tried'))[0];
    if (!first) return null;
    return [first.item?.location, first.item?.callNumber].filter(Boolean).join(', ') || `record ${first.record.record}`;
  },
});
