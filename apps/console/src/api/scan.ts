import { queryOptions } from '@tanstack/react-query';
import type { ScanResult } from '#lib/contracts';
import { get } from './client.ts';

/** What a scanned code is; always asked anew, as a second scan asks for the next step. */
export const scanQuery = (code: string, time: number) =>
  queryOptions({
    queryKey: ['scan', code, time],
    staleTime: Infinity,
    queryFn: ({ signal }): Promise<ScanResult> => get(`/api/fulfillment/scan?code=${encodeURIComponent(code)}`, signal),
  });
