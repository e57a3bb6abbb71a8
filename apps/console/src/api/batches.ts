import { queryOptions } from '@tanstack/react-query';
import type { Batch } from './shapes.ts';
import { get, send } from './client.ts';

/** Uploads a CSV file of requests; its lines are taken one by one afterwards. */
export function uploadBatch(file: File): Promise<Batch> {
  const form = new FormData();
  form.append('file', file, file.name);
  return send('POST', '/api/intake/batches', form);
}

export const batchQuery = (id: string) =>
  queryOptions({
    queryKey: ['batch', id],
    queryFn: ({ signal }): Promise<Batch> => get(`/api/intake/batches/${id}`, signal),
    refetchInterval: ({ state }) => (!state.data || state.data.waiting ? 700 : false),
  });

export const batchesQuery = queryOptions({
  queryKey: ['batches'],
  queryFn: async ({ signal }): Promise<readonly Batch[]> => {
    const answer = await get<{ batches: readonly Batch[] } | readonly Batch[]>('/api/intake/batches', signal);
    return 'batches' in answer ? answer.batches : answer;
  },
});
