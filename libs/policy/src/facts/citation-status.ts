import { Verification } from '#lib/contracts';
import { defineFact } from '../catalog/define.ts';

export const citationStatus = defineFact({
  name: 'citation-status',
  type: 'choice',
  choices: Verification.shape.status.options,
  label: 'the state of the citation',
  meaning: 'Confirmed by an outside source, complete as cited, or incomplete: too little to find the thing by.',
  from: ['request'],
  derive: (look) => look('request').verification.status,
});
