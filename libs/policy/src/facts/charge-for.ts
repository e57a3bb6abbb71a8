import { defineFact } from '../catalog/define.ts';

export const chargeFor = defineFact({
  name: 'charge-for',
  type: 'choice',
  choices: ['copy', 'print', 'e-book', 'loan'],
  words: { copy: 'a copy', loan: 'a loan', print: 'a printed book', 'e-book': 'an e-book' },
  label: 'what was borrowed',
  meaning: 'A loan, or a copy sent.',
  from: ['charge'],
  derive: (look) => look('charge').what,
});
