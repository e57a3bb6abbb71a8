import { defineFact } from '../catalog/define.ts';
import { COPY_SOURCES } from '../lookups/index.ts';

export const bestCopySource = defineFact({
  name: 'best-copy-source',
  type: 'choice',
  choices: COPY_SOURCES,
  words: { 'get-it-now': 'Get It Now', 'reprints-desk': 'Reprints Desk', 'royalty-and-borrowing': 'royalty and borrowing' },
  label: 'the source of the best copy on offer',
  meaning: 'Which the provider-choice policy puts first: Get It Now, Reprints Desk, or paying the royalty and borrowing.',
  none: 'nobody offers one',
  from: ['best-copy'],
  derive: (look) => look('best-copy').best?.source ?? null,
});
