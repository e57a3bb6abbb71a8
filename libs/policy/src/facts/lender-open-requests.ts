import { defineFact } from '../catalog/define.ts';

export const lenderOpenRequests = defineFact({
  name: 'lender-open-requests',
  type: 'number',
  unit: { one: 'request', many: 'requests' },
  label: 'the requests of ours open at the lender',
  meaning: 'Requests of ours that it has been asked and has neither filled nor refused yet.',
  from: ['lender'],
  derive: (look) => look('lender').open ?? 0,
});
