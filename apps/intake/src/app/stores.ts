import { matchKeys } from '#lib/citation';
import { aggregateStore } from '#lib/messaging';
import { evolve, initial } from '../domain/request/evolve.ts';
import type { RequestEvent, RequestState } from '../domain/request/request.ts';

export const requests = aggregateStore<RequestState, RequestEvent>({
  table: 'request',
  initial,
  evolve,
  project: ({ status, patronRef, submittedAt, citation, deadlineAt }) => ({
    status,
    patron_ref: patronRef,
    submitted_at: submittedAt,
    match_keys: matchKeys(citation ?? {}),
    deadline_at: deadlineAt ?? null,
  }),
});
