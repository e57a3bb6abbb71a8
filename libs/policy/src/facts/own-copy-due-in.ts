import { DAY } from '#lib/kernel';
import { defineFact } from '../catalog/define.ts';
import { dueBack } from '../select/shelf.ts';

export const ownCopyDueIn = defineFact({
  name: 'own-copy-due-in',
  type: 'number',
  unit: { one: 'day', many: 'days' },
  label: 'the time until your own copy is due back',
  meaning: 'Days until the first of your own copies that are checked out is due back.',
  none: 'no own copy checked out',
  from: ['request', 'own-catalog', 'tried'],
  derive: (look) => {
    const asked = look('request');
    const first = dueBack(asked, look('own-catalog'), look('tried'))[0];
    return first ? Math.round((Date.parse(first.due) - Date.parse(asked.today)) / DAY) : null;
  },
});
