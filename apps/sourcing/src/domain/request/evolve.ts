import type { Wishes } from '#lib/contracts';
import { initial, type Asking, type Reservation, type SourcingEvent, type SourcingState } from './state.ts';

/** The wishes as an answer changes them. */
function answered(state: SourcingState, answer: string): Partial<SourcingState> {
  const asked = state.decision!.outcome as Asking;
  const wish = (change: Partial<Wishes>): Partial<SourcingState> => ({
    request: { ...state.request!, wishes: { ...state.request!.wishes, ...change } },
  });
  switch (`${asked.question} ${answer}`) {
    case 'citation staff':
      return { citationLeftToStaff: true };
    case 'submitted-version accept':
      return wish({ submittedVersionAccepted: true });
    case 'submitted-version go-on':
      return wish({ submittedVersionAccepted: false });
    case 'cost agree':
      return wish(asked.cost ? { costAccepted: asked.cost } : {});
    case 'cost other-edition':
      return { ...wish({ anyEdition: true }), otherEditionChosen: true };
    case 'cost staff':
      return asked.cost ? { costLeftToStaff: asked.cost } : {};
    case 'fee agree':
      return wish(asked.cost ? { feeAccepted: asked.cost } : {});
    case 'fee no':
      return asked.cost ? { feeDeclined: asked.cost } : {};
    default:
      return {};
  }
}

const without = <Key extends keyof SourcingState>(state: SourcingState, ...keys: Key[]): SourcingState => {
  const copy = { ...state };
  for (const key of keys) delete copy[key];
  return copy;
};

/** Looks everything up afresh. */
const afresh = (
  state: SourcingState,
  { lookups, at, deadline }: { lookups: SourcingState['pending']; at: string; deadline: string },
): SourcingState => ({
  ...without(state, 'refused', 'vouchersLeft', 'policy'),
  status: 'gathering',
  found: {},
  pending: lookups,
  round: state.round + 1,
  since: at,
  deadline,
  reminders: 0,
});

export function evolve(state: SourcingState, event: SourcingEvent): SourcingState {
  switch (event.type) {
    case 'opened':
      // a corrected citation is another thing: what was left to the library before does not hold for it
      return afresh(
        {
          ...(state.request ? without(state, 'costLeftToStaff', 'feeDeclined', 'reservation') : initial),
          round: state.round,
          citationLeftToStaff: false,
          otherEditionChosen: false,
          request: event.request,
        },
        event,
      );
    case 'begun':
      return { ...state, policy: event.policy };
    case 'asked-outside':
      return { ...state, pending: [...state.pending, ...event.lookups] };
    case 'found':
      return {
        ...state,
        found: { ...state.found, [event.lookup]: event.found },
        pending: state.pending.filter((one) => one !== event.lookup),
      };
    case 'decided': {
      const { decision, status, reservation, ended, at, deadline } = event;
      return {
        ...without(state, 'deadline', 'reservation', 'ended'),
        status,
        decision,
        attempt: decision.attempt,
        pending: [],
        since: at,
        reminders: 0,
        ...(reservation && { reservation }),
        ...(ended && { ended }),
        ...(deadline && { deadline }),
      };
    }
    case 'fund-reserved':
      return { ...without(state, 'refused', 'vouchersLeft'), status: 'handed-over', since: event.at, deadline: event.deadline };
    case 'fund-refused': {
      const { available, at, deadline } = event;
      const { fund } = state.reservation as Extract<Reservation, { fund: string }>;
      return { ...without(state, 'reservation'), status: 'gathering', refused: { fund, available, at }, since: at, deadline };
    }
    case 'vouchers-refused': {
      const { left: vouchersLeft, at, deadline } = event;
      return { ...without(state, 'reservation'), status: 'gathering', vouchersLeft, since: at, deadline };
    }
    case 'answered':
      return {
        ...without(state, 'policy'),
        ...answered(state, event.answer),
        status: 'gathering',
        since: event.at,
        deadline: event.deadline,
      };
    case 'exhausted':
      return {
        ...without(state, 'reservation', 'refused', 'vouchersLeft', 'policy'),
        status: 'gathering',
        tried: [...state.tried, ...event.tried],
        since: event.at,
        deadline: event.deadline,
      };
    case 'looked-again':
      return afresh(state, event);
    case 'reopened':
      return { ...without(state, 'ended'), status: 'handed-over', since: event.at, deadline: event.deadline, reminders: 0 };
    case 'reminded':
    case 'patron-reminded':
      return { ...state, reminders: state.reminders + 1, deadline: event.deadline };
    case 'ended':
      return { ...without(state, 'deadline'), status: 'ended', ended: event.as, pending: [], since: event.at };
  }
}
