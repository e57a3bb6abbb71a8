import { aggregateStore } from '#lib/messaging';
import { sourcingDecider } from '../domain/request/decide.ts';
import type { SourcingEvent, SourcingState } from '../domain/request/state.ts';

export const requests = aggregateStore<SourcingState, SourcingEvent>({
  table: 'request',
  ...sourcingDecider,
  project: (state) => ({
    status: state.status,
    patron_ref: state.request?.patronRef ?? null,
    work_key: state.request?.workKey ?? null,
    submitted_at: state.request?.submittedAt ?? null,
    ended: state.ended ?? null,
    since: state.since,
    reminders: state.reminders,
    deadline_at: state.deadline ?? null,
  }),
});
