import { DAY } from '#lib/kernel';
import { defineFact } from '../catalog/define.ts';

export const daysSinceSameRequest = defineFact({
  name: 'days-since-same-request',
  type: 'number',
  unit: { one: 'day', many: 'days' },
  label: "the age of the same patron's request for the same work",
  meaning: 'How many days ago the same patron asked for the same work, where that request is open or was filled.',
  none: 'no such request',
  from: ['earlier', 'request'],
  derive: (look) => {
    const { same } = look('earlier');
    if (!same) return null;
    return Math.max(0, Math.floor((Date.parse(look('request').now) - Date.parse(same.submittedAt)) / DAY));
  },
});
