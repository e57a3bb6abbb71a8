import { defineFact } from '../catalog/define.ts';

export const citationLeftToStaff = defineFact({
  name: 'citation-left-to-staff',
  type: 'yes/no',
  label: 'the patron left the citation to the library',
  denied: 'the patron has not left the citation to the library',
  meaning: 'The patron was asked to correct the citation and answered that the library should look for it, or did not answer.',
  from: ['request'],
  derive: (look) => look('request').citationLeftToStaff,
});
