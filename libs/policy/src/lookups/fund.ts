import { MoneyShape } from '#lib/contracts';
import { z } from 'zod';
import { defineLookup } from './define.ts';

export const fund = defineLookup({
  name: 'fund',
  label: "the library's fund",
  cost: 'local',
  shape: z.strictObject({ fund: z.string(), available: MoneyShape }),
});
