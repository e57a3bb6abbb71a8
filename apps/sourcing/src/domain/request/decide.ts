import type { LenderToAsk } from '#lib/contracts';
import { err, ok, reject, transitionFor, type Decider, type Rejection, type Result } from '#lib/kernel';
import { evolve } from './evolve.ts';
import { nextWait } from './reminders.ts';
import { sourcingMachine } from './sourcing.machine.ts';
import {
  initial,
  type Asking,
  type Deadlines,
  type Decision,
  type EndedAs,
  type SourcingCommand,
  type SourcingEvent,
  type SourcingState,
  type Status,
} from './state.ts';

type Decided = Result<readonly SourcingEvent[], Rejection>;

const NOTHING: Decided = ok([]);
/** Commands that come from other services: what is too late or meant for an earlier state is no fault of anybody's. */
const MAY_BE_LATE: readonly SourcingCommand['type'][] = [
  'open',
  'record',
  'begin',
  'need',
  'conclude',
  'reserved',
  'refused',
  'answer',
  'silence',
  'remind',
  'remind-patron',
  'exhaust',
  'supply-ended',
  'reopen',
  'cancel',
];

const STATUS_WORDS: Readonly<Record<Status, string>> = {
  gathering: 'is being looked up',
  reserving: 'waits for the fund',
  'waiting-patron': 'waits for the patron',
  'waiting-staff': 'waits for staff',
  'handed-over': 'is being supplied',
  ended: 'has ended',
};

export function decide(state: SourcingState, command: SourcingCommand): Decided {
  if (!state.request && command.type !== 'open') return err(reject('not-found', 'There is no such request here.'));
  if (!transitionFor(sourcingMachine, state.status, command.type))
    return MAY_BE_LATE.includes(command.type)
      ? NOTHING
      : err(
          reject('conflict', `The request ${STATUS_WORDS[state.status]}.`, {
            remedy: 'Load the page again to see where it stands.',
          }),
        );
  switch (command.type) {
    case 'open':
      return ok([
        { type: 'opened', request: command.request, lookups: command.lookups, at: command.now, deadline: command.deadline },
      ]);
    case 'record':
      if (command.round !== state.round || !state.pending.includes(command.lookup)) return NOTHING;
      return ok([{ type: 'found', lookup: command.lookup, found: command.found }]);
    case 'begin':
      return command.policy === state.policy ? NOTHING : ok([{ type: 'begun', policy: command.policy }]);
    case 'need':
      return ok([{ type: 'asked-outside', lookups: command.lookups }]);
    case 'conclude':
    case 'choose':
      return ok([decided(command.decision, command)]);
    case 'reserved':
      if (command.reservation !== state.reservation?.id) return NOTHING;
      return ok([{ type: 'fund-reserved', at: command.now, deadline: command.deadlines['handed-over'] }]);
    case 'refused':
      if (command.reservation !== state.reservation?.id) return NOTHING;
      return ok([refusal(command)]);
    case 'answer':
      return answer(state, command);
    case 'silence': {
      const asked = state.decision!.outcome as Asking;
      return ok(afterAnswer(asked, asked.default, 'silence', command));
    }
    case 'remind':
      return ok([{ type: 'reminded', deadline: command.deadlines[state.status as 'waiting-staff' | 'handed-over'] }]);
    case 'remind-patron': {
      const { answerBy } = state.decision!.outcome as Asking;
      const deadline = nextWait(state.since, answerBy, command.reminding, state.reminders + 1);
      return ok([{ type: 'patron-reminded', at: command.now, deadline }]);
    }
    case 'exhaust':
      if (command.decisionId !== state.decision?.id) return NOTHING;
      return ok([{ type: 'exhausted', tried: command.tried, at: command.now, deadline: command.deadlines.gathering }]);
    case 'look-again':
      return ok([{ type: 'looked-again', lookups: command.lookups, at: command.now, deadline: command.deadlines.gathering }]);
    case 'supply-ended':
      return ok([{ type: 'ended', as: command.as, reason: command.reason, at: command.now }]);
    case 'reopen':
      // only what fulfillment had ended it opens again
      return state.ended === 'supplied' || state.ended === 'unsupplied'
        ? ok([{ type: 'reopened', at: command.now, deadline: command.deadlines['handed-over'] }])
        : NOTHING;
    case 'close':
      return ok([{ type: 'ended', as: 'unfilled', reason: command.reason, at: command.now }]);
    case 'cancel':
      return ok([{ type: 'ended', as: 'cancelled', reason: command.reason, at: command.now }]);
  }
}

function refusal(command: Extract<SourcingCommand, { type: 'refused' }>): SourcingEvent {
  const when = { at: command.now, deadline: command.deadlines.gathering };
  return 'left' in command
    ? { type: 'vouchers-refused', left: command.left, ...when }
    : { type: 'fund-refused', available: command.available, ...when };
}

/** Where each route leads. */
function decided(
  decision: Decision,
  { fund, now, deadlines }: { fund?: string; now: string; deadlines: Deadlines },
): SourcingEvent {
  const { outcome } = decision;
  const to = (status: Exclude<Status, 'gathering' | 'ended'>, deadline: string): SourcingEvent => ({
    type: 'decided',
    decision,
    status,
    at: now,
    deadline,
  });
  const end = (ended: EndedAs): SourcingEvent => ({ type: 'decided', decision, status: 'ended', ended, at: now });
  switch (outcome.route) {
    case 'tell-patron':
      return end('told');
    case 'merge':
      return end('merged');
    case 'decline':
      return end('declined');
    case 'ask-patron':
      return to('waiting-patron', nextWait(now, outcome.answerBy, deadlines.reminding, 0));
    case 'staff':
      return to('waiting-staff', deadlines['waiting-staff']);
    case 'buy':
      return {
        ...to('reserving', deadlines.reserving),
        reservation: { id: outcome.reservation, fund: fund!, amount: outcome.price },
      } as SourcingEvent;
    case 'hold':
    case 'scan':
    case 'link':
    case 'deliver':
      return to('handed-over', deadlines['handed-over']);
    case 'borrow': {
      const [{ symbol, vouchers }] = outcome.lenders as [LenderToAsk];
      if (!vouchers) return to('handed-over', deadlines['handed-over']);
      const reservation = { id: vouchers.promise, lender: symbol, halves: vouchers.halves };
      return { ...to('reserving', deadlines.reserving), reservation } as SourcingEvent;
    }
  }
}

function answer(state: SourcingState, command: Extract<SourcingCommand, { type: 'answer' }>): Decided {
  const asked = state.decision!.outcome as Asking;
  // the answer to an earlier question came late: the request stands elsewhere by now
  if (command.decisionId !== state.decision!.id) return NOTHING;
  if (!asked.options.some((option) => option.value === command.answer))
    return err(
      reject('unknown-answer', `"${command.answer}" is no answer to this question.`, {
        field: 'answer',
        remedy: `Answer one of: ${asked.options.map((option) => option.value).join(', ')}.`,
      }),
    );
  return ok(afterAnswer(asked, command.answer, command.by, command));
}

const afterAnswer = (
  asked: Asking,
  given: string,
  by: 'patron' | 'staff' | 'silence',
  { now, deadlines }: { now: string; deadlines: Deadlines },
): SourcingEvent[] => {
  const event: SourcingEvent = {
    type: 'answered',
    question: asked.question,
    answer: given,
    by,
    at: now,
    deadline: deadlines.gathering,
  };
  const cancelled: SourcingEvent = {
    type: 'ended',
    as: 'cancelled',
    reason: 'The patron, when asked, cancelled the request.',
    at: now,
  };
  return given === 'cancel' ? [event, cancelled] : [event];
};

export const sourcingDecider: Decider<SourcingState, SourcingCommand, SourcingEvent> = { initial, decide, evolve };
