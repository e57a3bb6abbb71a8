import { defineFact } from '../catalog/define.ts';

export const copyrightReason = defineFact({
  name: 'copyright-reason',
  type: 'text',
  label: 'the reason the copyright policy gives',
  meaning: 'The sentence of the rule of the copyright policy that ruled on the copy.',
  from: ['copyright-ruling'],
  derive: (look) => look('copyright-ruling').reason,
});
