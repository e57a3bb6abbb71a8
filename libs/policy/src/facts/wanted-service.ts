import { ServiceType } from '#lib/contracts';
import { defineFact } from '../catalog/define.ts';

export const wantedService = defineFact({
  name: 'wanted-service',
  type: 'choice',
  choices: ServiceType.options,
  words: { copy: 'a copy', loan: 'a loan' },
  label: 'what the other library asks for',
  meaning: 'A copy stays there; a loan comes back.',
  from: ['incoming'],
  derive: (look) => look('incoming').service,
});
