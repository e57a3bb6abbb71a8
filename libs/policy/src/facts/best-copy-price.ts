import { defineFact } from '../catalog/define.ts';

export const bestCopyPrice = defineFact({
  name: 'best-copy-price',
  type: 'money',
  label: 'the price of the best copy on offer',
  meaning:
    'What the copy costs there that the provider-choice policy puts first: Get It Now, Reprints Desk, or royalty and borrowing.',
  none: 'nobody offers one',
  from: ['best-copy'],
  derive: (look) => look('best-copy').best?.price ?? null,
});
