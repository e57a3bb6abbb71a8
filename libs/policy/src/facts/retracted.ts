import { defineFact } from '../catalog/define.ts';

export const retracted = defineFact({
  name: 'retracted',
  type: 'yes/no',
  label: 'the article has been retracted',
  denied: 'the article has not been retracted',
  meaning: 'A notice of retraction has been published for it.',
  from: ['request'],
  derive: (look) => look('request').verification.retracted,
});
