import { aggregateStore } from '#lib/messaging';
import { evolve, initial } from '../domain/request/evolve.ts';
import type { RequestEvent, RequestState } from '../domain/request/request.ts';

export const requests = aggregateStore<RequestState, RequestEvent>({
  table: 'request',
  initial,
  evolve,
  project: ({ status, patronRef, submittedAt, deadlineAt }) => ({
    status,
    patron_ref: patronRef,
    submitted_at: submittedAt,
    deadline_at: deadlineAt ?? null,
  }),
});
