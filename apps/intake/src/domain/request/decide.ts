import { err, ok, reject, transitionFor, type Decider, type Rejection, type Result } from '#lib/kernel';
import { serviceFor } from '../reading/asked.ts';
import { evolve, initial } from './evolve.ts';
import { requestMachine, type Status } from './request.machine.ts';
import type { CheckedNow, RequestCommand, RequestEvent, RequestState } from './request.ts';

const LATE: readonly RequestCommand['type'][] = ['verify', 'end', 'remind', 'languish', 'resume'];
const UNKNOWN_PATRON = 'Nobody at the library has the card number or username the request was made for.';

/** Why a command finds no row in the table: in words for the one who sent it. */
function notNow(status: Status | 'new', command: RequestCommand['type']): Rejection {
  const anew = { remedy: 'Make a new request if the item is still wanted.' };
  switch (status) {
    case 'new':
      return reject('not-found', 'There is no such request.');
    case 'cancelled':
      return reject('already-cancelled', 'The request has been cancelled.', anew);
    case 'ended':
      return reject('already-ended', 'The request has come to its end.', anew);
    case 'received':
    case 'waiting-for-staff':
    case 'verified':
      if (command === 'answer')
        return reject('no-question', 'Nothing is being asked about this request at the moment.', {
          remedy: 'Load its page again.',
        });
      if (command === 'renew' || command === 'not-obtained')
        return reject('nothing-there', 'The patron has not been told that it is there.', { remedy: 'Load its page again.' });
      return reject('not-waiting', 'The request is not waiting for staff any more.', {
        remedy: 'Load its page again.',
      });
  }
}

/** What the check brought, with the service told anew where nobody gave it. */
function checkedNow(state: RequestState, command: RequestCommand & { type: 'verify' }): CheckedNow {
  const { staff: _staff, ...checked } = command.checked;
  return { ...checked, service: state.serviceGiven && state.service ? state.service : serviceFor(checked.citation) };
}

function verify(state: RequestState, command: RequestCommand & { type: 'verify' }): readonly RequestEvent[] {
  // the answer to a check that a correction has overtaken
  if (command.round !== state.round) return [];
  const { now: at, checked, duplicateOf } = command;
  const found = checkedNow(state, command);
  const reasons = [
    ...(state.patronUnknown ? [{ reason: 'unknown-patron', message: UNKNOWN_PATRON }] : []),
    ...(checked.staff ? [checked.staff] : []),
  ];
  if (!reasons.length) return [{ type: 'verified', ...found, ...(duplicateOf && { duplicateOf }), at }];
  return [
    {
      type: 'sent-to-staff',
      ...found,
      reason: reasons[0]!.reason,
      message: reasons
        .map(({ message }) => message)
        .join(' ')
        .slice(0, 2000),
      at,
    },
  ];
}

export function decide(state: RequestState, command: RequestCommand): Result<readonly RequestEvent[], Rejection> {
  const at = command.now;
  if (command.type === 'receive')
    return state.status === 'new'
      ? ok([{ type: 'received', submission: command.submission, at }])
      : err(reject('already-received', 'The request has been taken already.'));
  if (command.type === 'unlink')
    return state.status === 'ended' || state.status === 'cancelled'
      ? ok([
          { type: 'unlinked', standIn: command.standIn, ...(command.askerStandIn && { askerStandIn: command.askerStandIn }), at },
        ])
      : err(
          reject('still-open', 'The request is still open, and needs its patron.', { remedy: 'Wait for its end, or cancel it.' }),
        );
  if (command.type === 'unlink-asker') return ok(state.askedBy ? [{ type: 'asker-unlinked', standIn: command.standIn, at }] : []);
  const allowed = state.status !== 'new' && transitionFor(requestMachine, state.status, command.type);
  if (!allowed) {
    // what comes late from elsewhere, or from a clock, finds its work done
    const late = LATE.includes(command.type);
    return late && state.status !== 'new' ? ok([]) : err(notNow(state.status, command.type));
  }
  switch (command.type) {
    case 'verify':
      return ok(verify(state, command));
    case 'correct':
      return ok([{ type: 'corrected', by: command.by, ...command.correction, at }]);
    case 'go-on':
      return ok([{ type: 'sent-on', by: command.by, ...(command.duplicateOf && { duplicateOf: command.duplicateOf }), at }]);
    case 'cancel':
      return ok([{ type: 'cancelled', by: command.by, reason: command.reason, at }]);
    case 'answer': {
      const { by, decisionId, question, answer } = command;
      return ok([{ type: 'answered', by, decisionId, question, answer, at }]);
    }
    case 'remind':
      return ok([{ type: 'reminded', at }]);
    case 'languish':
      return ok([{ type: 'languished', at }]);
    case 'renew':
      return ok([{ type: 'renewal-asked', by: command.by, attempt: command.attempt, at }]);
    case 'not-obtained': {
      if (state.status === 'ended' && state.outcome !== 'filled') return err(notNow('ended', 'not-obtained'));
      const { by, attempt, reason, note } = command;
      return ok([{ type: 'not-obtained', by, attempt, reason, ...(note && { note }), at }]);
    }
    case 'resume':
      return ok([{ type: 'resumed', since: command.told, at }]);
    case 'end':
      // the end it had come to when it was opened again
      if (command.told && state.reopenedAt && command.told < state.reopenedAt) return ok([]);
      return ok([{ type: 'ended', outcome: command.outcome, at }]);
  }
}

export const requestDecider: Decider<RequestState, RequestCommand, RequestEvent> = { initial, decide, evolve };
