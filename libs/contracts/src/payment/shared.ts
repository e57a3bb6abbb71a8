import { z } from 'zod';
import { MoneyShape } from '../shapes/basic.ts';

/** What several of payment's messages carry alike. */
export const reservation = { requestId: z.uuid(), fund: z.string(), amount: MoneyShape };
