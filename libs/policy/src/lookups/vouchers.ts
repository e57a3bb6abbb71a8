import { z } from 'zod';
import { defineLookup } from './define.ts';

/** IFLA vouchers that nobody is promised: laminated cards, which give no change. */
export const vouchers = defineLookup({
  name: 'vouchers',
  label: "the library's IFLA vouchers",
  cost: 'local',
  shape: z.strictObject({ full: z.int().nonnegative(), half: z.int().nonnegative() }),
});
