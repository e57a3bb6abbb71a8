import { defineFact } from '../catalog/define.ts';

export const degreeGrantingInstitution = defineFact({
  name: 'degree-granting-institution',
  type: 'text',
  label: 'the institution that granted the degree',
  meaning: 'Of a dissertation: the institution it was written at, as the citation or else a record says.',
  none: 'not named',
  from: ['dissertation'],
  derive: (look) => look('dissertation').institution ?? null,
});
