import { defineFact } from '../catalog/define.ts';

export const costLeftToStaff = defineFact({
  name: 'cost-left-to-staff',
  type: 'money',
  label: 'the cost the patron left to the library',
  meaning: 'A cost the patron was asked about and did not answer, or left to the library to judge.',
  none: 'none',
  from: ['request'],
  derive: (look) => look('request').costLeftToStaff ?? null,
});
