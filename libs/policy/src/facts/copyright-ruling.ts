import { defineFact } from '../catalog/define.ts';
import { RULINGS } from '../lookups/index.ts';

export const copyrightRuling = defineFact({
  name: 'copyright-ruling',
  type: 'choice',
  choices: RULINGS,
  words: {
    'not-concerned': 'not concerned by the guideline',
    within: 'within the guideline',
    beyond: 'beyond the guideline',
    exempt: 'exempt from the guideline',
  },
  label: 'the copy by the copyright policy',
  meaning:
    "What the library's copyright policy says of one more copy: within the guideline, beyond it, exempt, or not concerned.",
  from: ['copyright-ruling'],
  derive: (look) => look('copyright-ruling').ruling,
});
