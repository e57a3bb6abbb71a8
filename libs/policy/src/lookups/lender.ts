import { defineLookup } from './define.ts';
import { Holder } from './holders.ts';

/** One of those who may be asked, with what is known of how it has answered so far. */
export const lender = defineLookup({
  name: 'lender',
  label: 'the union catalog and the agreement with it',
  cost: 'local',
  shape: Holder,
});
