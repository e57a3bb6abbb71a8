import type { LentStatus } from '#lib/contracts';
import type { AskedFor, Requester, Terms } from './commands.ts';
import type { Facts, LentCharge, LentEvent, Question } from './events.ts';

/** A loan or a copy as its lender has it: who asks for what, and where it stands. */
export interface Lent extends Omit<Facts, 'asked' | 'requestId' | 'renewals' | 'retries'> {
  readonly id: string;
  readonly requester: Requester;
  readonly asked: AskedFor;
  readonly terms: Terms;
  readonly status: LentStatus;
  readonly askedAt: string;
  /** When it came to this status. */
  readonly since: string;
  /** When the wait ends by itself; null where it has ended. */
  readonly deadline: string | null;
  /** When it ends unfilled, unless it was sent. */
  readonly cap: string;
  /** How often the deadline of this status has passed. */
  readonly reminders: number;
  readonly reason?: string;
  /** The borrower's numbers for it; the last is the one in use. */
  readonly requestIds: readonly string[];
  readonly renewals: number;
  readonly retries: number;
  readonly undo?: LentStatus;
  readonly questions: readonly Question[];
  /** What has been charged for it, once. */
  readonly charge?: LentCharge;
  /** Why that was taken back. */
  readonly uncharged?: string;
}

const learned = (state: Lent, { requestId, ...facts }: Facts): Lent => ({
  ...state,
  ...(Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined)) as Partial<Lent>),
  ...(requestId && !state.requestIds.includes(requestId) ? { requestIds: [...state.requestIds, requestId] } : {}),
});

/** What it is once that has happened. */
export function evolve(state: Lent | null, event: LentEvent): Lent {
  if (event.type === 'asked') {
    const { id, requester, asked, terms, requestId, deadline, cap, at } = event;
    const none = { reminders: 0, renewals: 0, retries: 0, questions: [] };
    return {
      id,
      requester,
      asked,
      terms,
      status: 'asked',
      askedAt: at,
      since: at,
      deadline,
      cap,
      requestIds: [requestId],
      ...none,
    };
  }
  if (!state) throw new Error(`lent: ${event.type} before it was asked for`);
  switch (event.type) {
    case 'moved': {
      const { undo: _, reason: __, ...kept } = state;
      const stays = event.from === event.to;
      return {
        ...learned(kept, event.facts),
        status: event.to,
        since: stays ? state.since : event.at,
        deadline: event.deadline,
        reminders: stays ? state.reminders : 0,
        ...(event.reason === undefined ? {} : { reason: event.reason }),
        ...(event.undo ? { undo: event.undo } : {}),
      };
    }
    case 'noted':
      return learned(state, event.facts);
    case 'reminded':
      return { ...state, reminders: event.reminders, deadline: event.deadline };
    case 'said':
      return state;
    case 'charged':
      return { ...state, charge: event.charge };
    case 'uncharged':
      return { ...state, uncharged: event.reason };
    case 'questioned':
      return state.questions.some(({ id }) => id === event.question.id)
        ? state
        : { ...state, questions: [...state.questions, event.question] };
    case 'settled':
      return { ...state, questions: state.questions.filter(({ id }) => id !== event.questionId) };
  }
}
