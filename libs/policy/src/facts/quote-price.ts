import { defineFact } from '../catalog/define.ts';

export const quotePrice = defineFact({
  name: 'quote-price',
  type: 'money',
  label: 'the price of the copy there',
  meaning: 'What the copy costs there, all told.',
  none: 'told only when it is asked for',
  from: ['quote'],
  derive: (look) => look('quote').price ?? null,
});
