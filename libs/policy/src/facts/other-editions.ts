import { defineFact } from '../catalog/define.ts';
import { possibleLenders } from '../select/lenders.ts';

export const otherEditions = defineFact({
  name: 'other-editions',
  type: 'list',
  label: 'the other editions that can be borrowed',
  meaning:
    'Other editions of the same work held by lenders that may supply them, where the patron has not yet agreed to another edition.',
  none: 'no other edition',
  from: ['request', 'holders', 'tried'],
  derive: (look) => {
    const asked = look('request');
    if (asked.wishes.anyEdition) return null;
    const willing = { ...asked, wishes: { ...asked.wishes, anyEdition: true } };
    const others = possibleLenders(willing, look('holders'), look('tried')).filter((one) => one.edition === 'other');
    const words = [...new Set(others.map((one) => one.editionText ?? 'another edition'))];
    return words.length ? words : null;
  },
});
