import { CHECK_WITHIN, LANGUISH_AFTER, REMIND_STAFF_AFTER, type RequestEvent, type RequestState } from './request.ts';

export const initial: RequestState = { status: 'new', round: 0 };

const after = (at: string, milliseconds: number): string => new Date(Date.parse(at) + milliseconds).toISOString();

/** What a request is once this has happened. */
export function evolve(state: RequestState, event: RequestEvent): RequestState {
  switch (event.type) {
    case 'received':
      return { ...event.submission, status: 'received', round: 1, deadlineAt: after(event.at, CHECK_WITHIN) };
    case 'verified':
    case 'sent-to-staff': {
      const { citation, service, verification, workKey, at } = event;
      const { waiting: _waiting, overdue: _overdue, languishing: _languishing, duplicateOf: _duplicateOf, ...rest } = state;
      const checked = { ...rest, citation, service, verification, workKey };
      if (event.type === 'sent-to-staff')
        return {
          ...checked,
          status: 'waiting-for-staff',
          waiting: { reason: event.reason, message: event.message, since: at },
          deadlineAt: after(at, REMIND_STAFF_AFTER),
        };
      return {
        ...checked,
        status: 'verified',
        ...(event.duplicateOf && { duplicateOf: event.duplicateOf }),
        deadlineAt: after(at, LANGUISH_AFTER),
      };
    }
    case 'sent-on': {
      const { waiting: _waiting, overdue: _overdue, patronUnknown: _patronUnknown, duplicateOf: _duplicateOf, ...rest } = state;
      return {
        ...rest,
        status: 'verified',
        ...(event.duplicateOf && { duplicateOf: event.duplicateOf }),
        deadlineAt: after(event.at, LANGUISH_AFTER),
      };
    }
    case 'corrected': {
      const { type: _type, by: _by, at, ...correction } = event;
      const { waiting: _waiting, overdue: _overdue, verification: _verification, patronUnknown: _patronUnknown, ...rest } = state;
      return { ...rest, ...correction, status: 'received', round: state.round + 1, deadlineAt: after(at, CHECK_WITHIN) };
    }
    case 'reminded':
      return { ...state, overdue: true, deadlineAt: after(event.at, REMIND_STAFF_AFTER) };
    case 'languished':
      return { ...state, languishing: true, deadlineAt: after(event.at, LANGUISH_AFTER) };
    case 'answered':
    case 'renewal-asked':
      return { ...state, deadlineAt: after(event.at, LANGUISH_AFTER) };
    case 'not-obtained':
    case 'resumed': {
      const { outcome: _outcome, ...rest } = state;
      const reopenedAt = event.type === 'resumed' ? event.since : event.at;
      return {
        ...rest,
        status: state.status === 'ended' ? 'verified' : state.status,
        reopenedAt,
        deadlineAt: after(event.at, LANGUISH_AFTER),
      };
    }
    case 'cancelled':
      return closed(state, { status: 'cancelled', outcome: 'cancelled' });
    case 'ended':
      return closed(state, { status: 'ended', outcome: event.outcome });
    case 'unlinked': {
      const { notes: _notes, ...rest } = state;
      return { ...rest, patronRef: event.standIn, ...(event.askerStandIn && { askedBy: event.askerStandIn }) };
    }
    case 'asker-unlinked':
      return { ...state, askedBy: event.standIn };
  }
}

function closed(state: RequestState, end: Pick<RequestState, 'status' | 'outcome'>): RequestState {
  const { waiting: _waiting, overdue: _overdue, languishing: _languishing, deadlineAt: _deadlineAt, ...rest } = state;
  return { ...rest, ...end };
}
