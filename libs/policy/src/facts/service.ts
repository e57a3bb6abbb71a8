import { ServiceType } from '#lib/contracts';
import { defineFact } from '../catalog/define.ts';

export const service = defineFact({
  name: 'service',
  type: 'choice',
  choices: ServiceType.options,
  words: { copy: 'a copy', loan: 'a loan' },
  label: 'what is asked for',
  meaning: 'A copy (article, chapter) stays with the patron; a loan goes back.',
  from: ['request'],
  derive: (look) => look('request').service,
});
