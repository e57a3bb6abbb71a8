import { defineFact } from '../catalog/define.ts';

export const ebookAccepted = defineFact({
  name: 'ebook-accepted',
  type: 'yes/no',
  label: 'the patron accepts an e-book',
  denied: 'the patron does not accept an e-book',
  meaning: 'The patron has agreed to an e-book instead of print, in the request or once for all.',
  from: ['request'],
  derive: (look) => look('request').wishes.ebookAccepted,
});
