import { defineFact } from '../catalog/define.ts';

export const lenderDistance = defineFact({
  name: 'lender-distance',
  type: 'choice',
  choices: ['same-system', 'in-country', 'abroad'],
  words: { 'same-system': 'in the same shared system', 'in-country': 'in the country' },
  label: 'where the lender is',
  meaning: 'How far it is: in the same shared library system, in the country, or abroad.',
  from: ['lender'],
  derive: (look) => {
    const { sameSystem, abroad } = look('lender');
    if (sameSystem) return 'same-system';
    return abroad ? 'abroad' : 'in-country';
  },
});
