import { z } from 'zod';

/** `?from=2025-01-01&to=2025-10-06`; what the days must be like is said in words by queries/period.ts. */
export const PeriodQuery = z.object({ from: z.string().max(40).optional(), to: z.string().max(40).optional() });
export type PeriodQuery = z.infer<typeof PeriodQuery>;
