import { defineFact } from '../catalog/define.ts';

export const costAgreed = defineFact({
  name: 'cost-agreed',
  type: 'money',
  label: 'the cost the patron has agreed to',
  meaning: 'The highest cost that the patron, when asked, has agreed the library may meet for this request.',
  none: 'not agreed to any',
  from: ['request'],
  derive: (look) => look('request').wishes.costAccepted ?? null,
});
