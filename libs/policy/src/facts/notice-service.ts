import { ServiceType } from '#lib/contracts';
import { defineFact } from '../catalog/define.ts';

export const noticeService = defineFact({
  name: 'notice-service',
  type: 'choice',
  choices: ServiceType.options,
  words: { copy: 'a copy', loan: 'a loan' },
  label: 'what the patron asked for',
  meaning: 'Whether the request is for a copy or for a loan.',
  from: ['happening'],
  derive: (look) => look('happening').service,
});
