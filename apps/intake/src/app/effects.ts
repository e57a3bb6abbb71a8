import {
  NotObtained,
  PatronAnswered,
  RenewalAsked,
  RequestCancelled,
  RequestReceived,
  RequestUnlinked,
  RequestVerified,
  RequestWaiting,
} from '#lib/contracts';
import { job, message, type Effect } from '#lib/messaging';
import type { RequestEvent, RequestState } from '../domain/request/request.ts';
import { LOOK_UP, type LookUpPayload } from './look-up.ts';

/** A patron's own words stay with intake. */
const PATRON_CANCELLED = 'The patron does not want it any more.';

/** What others hear of a request: never the patron's own words, which may name somebody. */
function asked(state: RequestState, citation = state.citation!, service = state.service!) {
  const { patronRef, patronGroup, wishes, requestingBranch, set, channel, submittedAt } = state;
  return {
    patronRef: patronRef!,
    patronGroup: patronGroup!,
    service,
    citation,
    wishes: wishes!,
    ...(requestingBranch && { requestingBranch }),
    ...(set && { set }),
    channel: channel!,
    submittedAt: submittedAt!,
  };
}

const verified = (state: RequestState, duplicateOf: string | undefined): Effect =>
  message(RequestVerified, {
    ...asked(state),
    verification: state.verification!,
    workKey: state.workKey!,
    ...(duplicateOf && { duplicateOf }),
  });

/**
 * The messages and jobs a step leaves, in its order. `state` is the one after all of its events.
 * @param check whether the registry has something to be asked: then a job is left while it waits for that
 */
export function effectsOf(id: string, events: readonly RequestEvent[], state: RequestState, check: boolean): Effect[] {
  const effects = events.flatMap((event): Effect[] => {
    switch (event.type) {
      case 'received':
        return [message(RequestReceived, asked(state, event.submission.citation, event.submission.service))];
      case 'verified':
      case 'sent-on':
        return [verified(state, event.duplicateOf)];
      case 'sent-to-staff':
        return [message(RequestWaiting, { reason: event.reason, message: event.message })];
      case 'cancelled':
        return [message(RequestCancelled, { by: event.by, reason: event.by === 'patron' ? PATRON_CANCELLED : event.reason })];
      case 'unlinked':
        return [message(RequestUnlinked, { standIn: event.standIn })];
      case 'answered': {
        const { decisionId, question, answer, by } = event;
        return [message(PatronAnswered, { decisionId, question, answer, by })];
      }
      case 'renewal-asked':
        return [message(RenewalAsked, { by: event.by })];
      case 'not-obtained': {
        const { by, reason, note } = event;
        return [message(NotObtained, { by, reason, ...(note && by === 'staff' && { note }) })];
      }
      case 'corrected':
      case 'resumed':
      case 'reminded':
      case 'languished':
      case 'ended':
      case 'asker-unlinked':
        return [];
    }
  });
  if (check && state.status === 'received')
    effects.push(job<LookUpPayload>({ kind: LOOK_UP, key: id, payload: { round: state.round, citation: state.citation! } }));
  return effects;
}
