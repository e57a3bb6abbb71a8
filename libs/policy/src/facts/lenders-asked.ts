import { defineFact } from '../catalog/define.ts';

export const lendersAsked = defineFact({
  name: 'lenders-asked',
  type: 'number',
  unit: { one: 'lender', many: 'lenders' },
  label: 'the number of lenders asked so far',
  meaning: 'Lenders that were asked for this request and did not supply.',
  from: ['tried'],
  derive: (look) =>
    new Set(
      look('tried')
        .tried.filter((one) => one.kind === 'borrow')
        .map((one) => one.supplier),
    ).size,
});
