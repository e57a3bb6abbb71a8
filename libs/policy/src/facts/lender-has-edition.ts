import { defineFact } from '../catalog/define.ts';

export const lenderHasEdition = defineFact({
  name: 'lender-has-edition',
  type: 'choice',
  choices: ['same', 'other'],
  words: { same: 'the one asked for', other: 'another one' },
  label: 'the edition the lender has',
  meaning: 'Whether it holds the very edition that was asked for, or another one that will do.',
  from: ['lender'],
  derive: (look) => look('lender').edition,
});
