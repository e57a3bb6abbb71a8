import type { AttemptStatus } from '#lib/contracts';
import type { Because, On, Opening, Said } from './commands.ts';
import type { Money } from '#lib/kernel';
import type { AttemptEvent, Facts, Question } from './events.ts';

/** One lender asked, one order placed, one copy delivered. */
export interface Attempt
  extends
    Omit<Opening, 'withdrawn' | 'requestIds'>,
    Omit<Facts, 'withdrawn' | 'supplied' | 'finished' | 'overdue' | 'recalled' | 'reason'> {
  readonly id: string;
  readonly status: AttemptStatus;
  /** When it came to this status. */
  readonly since: string;
  /** When the wait ends by itself; null where it has ended. */
  readonly deadline: string | null;
  /** How often the deadline of this status has passed. */
  readonly reminders: number;
  readonly reason?: string;
  /** Set where nobody counts on it any more, although something may still come or go. */
  readonly withdrawn?: Because | null;
  readonly supplied: boolean;
  readonly finished: boolean;
  readonly charged?: Money;
  readonly refunded: boolean;
  /** What the patron was asked for it, and whether they owe it. */
  readonly fee?: { readonly amount: Money; readonly owed: boolean };
  readonly told: readonly Said[];
  /** Request ids used with the lender; the last is the one in use. */
  readonly requestIds: readonly string[];
  readonly overdue: boolean;
  readonly recalled: boolean;
  readonly undo?: { readonly to: AttemptStatus; readonly facts: Facts; readonly on?: On };
  /** What brought it where it stands. */
  readonly last?: On;
  readonly questions: readonly Question[];
  readonly succeededBy?: string;
}

/** As long as an attempt stands at one of these, nothing was sent to us. */
export const NOTHING_SENT: readonly AttemptStatus[] = [
  'planned',
  'asked',
  'expect-to-supply',
  'will-supply',
  'conditional',
  'cancelling',
];

const without = <T extends object>(facts: T): Partial<T> =>
  Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined)) as Partial<T>;

function opened(event: Extract<AttemptEvent, { type: 'opened' }>): Attempt {
  return {
    ...event.opening,
    id: event.id,
    status: event.status,
    since: event.at,
    deadline: event.deadline,
    reminders: 0,
    supplied: false,
    finished: false,
    refunded: false,
    told: [],
    requestIds: event.opening.requestIds ?? [event.id],
    overdue: false,
    recalled: false,
    questions: [],
  };
}

/** What the attempt is once that has happened. */
export function evolve(state: Attempt | null, event: AttemptEvent): Attempt {
  if (event.type === 'opened') return opened(event);
  if (!state) throw new Error(`attempt: ${event.type} before it was opened`);
  switch (event.type) {
    case 'moved': {
      const { undo: _, reason: __, ...kept } = state;
      const stays = event.from === event.to;
      return {
        ...kept,
        ...without(event.facts),
        status: event.to,
        since: stays ? state.since : event.at,
        deadline: event.deadline,
        reminders: stays && !event.anew ? state.reminders : 0,
        ...(stays ? {} : { last: event.on }),
        ...(event.reason === undefined ? {} : { reason: event.reason }),
        ...(event.undo ? { undo: event.undo } : {}),
      };
    }
    case 'noted':
      return { ...state, ...without(event.facts) };
    case 'reminded':
      return { ...state, reminders: event.reminders, deadline: event.deadline };
    case 'polled':
      return {
        ...state,
        deadline: event.deadline,
        ...(state.order ? { order: { ...state.order, polls: state.order.polls + 1 } } : {}),
      };
    case 'told':
      return {
        ...state,
        told: state.told.includes(event.said) ? state.told : [...state.told, event.said],
        requestIds: state.requestIds.includes(event.requestId) ? state.requestIds : [...state.requestIds, event.requestId],
      };
    case 'errand':
      return state;
    case 'charged':
      return { ...state, charged: event.amount };
    case 'refunded':
      return { ...state, refunded: true };
    case 'fee-owed':
      return { ...state, fee: { amount: event.amount, owed: true } };
    case 'fee-taken-back':
      return { ...state, ...(state.fee && { fee: { ...state.fee, owed: false } }) };
    case 'fund-given-back':
      return state;
    case 'questioned':
      return { ...state, questions: [...state.questions, event.question] };
    case 'settled':
      return { ...state, questions: state.questions.filter(({ id }) => id !== event.questionId) };
    case 'succeeded':
      return { ...state, succeededBy: event.by };
  }
}
