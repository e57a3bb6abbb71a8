import { defineLookup } from './define.ts';
import { Holder } from './holders.ts';

/** One of those who may be asked, with what is known of how it has answered so far. */
export const lender = defineLookup({
  name: 'lender',
  label: 'the union catalog, the agreement with it and its answers so far',
  cost: 'local',
  shape: Holder,
});
