import { defineFact } from '../catalog/define.ts';

export const lendableFormat = defineFact({
  name: 'lendable-format',
  type: 'choice',
  choices: ['print', 'electronic', 'av', 'microform', 'other'],
  words: { av: 'audiovisual' },
  label: "the format of the library's item",
  meaning: 'Print, electronic, audiovisual, microform or other.',
  none: 'no item',
  from: ['own-item'],
  derive: (look) => look('own-item').held?.format ?? null,
});
