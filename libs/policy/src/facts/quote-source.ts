import { COPY_SOURCES } from '../lookups/index.ts';
import { defineFact } from '../catalog/define.ts';

export const quoteSource = defineFact({
  name: 'quote-source',
  type: 'choice',
  choices: COPY_SOURCES,
  words: { 'get-it-now': 'Get It Now', 'reprints-desk': 'Reprints Desk', 'royalty-and-borrowing': 'royalty and borrowing' },
  label: 'the source of the copy',
  meaning: 'Get It Now, Reprints Desk, or paying the royalty and borrowing.',
  from: ['quote'],
  derive: (look) => look('quote').source,
});
