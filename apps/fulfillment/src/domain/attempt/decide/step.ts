import type { AttemptStatus } from '#lib/contracts';
import { transitionFor } from '#lib/kernel';
import type { Because, By, Command, On, Said } from '../commands.ts';
import type { AttemptEvent, Errand, Facts, Question } from '../events.ts';
import { leadsBack, MACHINES } from '../machines/index.ts';
import { heldFor } from '../plan.ts';
import type { Attempt } from '../state.ts';
import { deadlineFor } from '../waits.ts';

type Moved = Extract<AttemptEvent, { type: 'moved' }>;
interface More {
  readonly facts?: Facts;
  readonly reason?: string;
  readonly by?: By;
  /** The command as the table knows it, where it is not the one given. */
  readonly on?: On;
  readonly from?: AttemptStatus;
  /** Counts the deadline anew where the status stays. */
  readonly anew?: true;
}

export const isFinal = (attempt: Pick<Attempt, 'plan'>, status: AttemptStatus): boolean =>
  MACHINES[attempt.plan.machine].statuses[status].final === true;

/**
 * The step to another status, or the news that it stays (its deadline stays as well then).
 * @throws Error where the table has no such step: a fault of the code that decides, never of who asked.
 */
export function moved(attempt: Attempt, command: Command, to: AttemptStatus, more: More = {}): Moved {
  const from = more.from ?? attempt.status;
  const on = more.on ?? command.on;
  const machine = MACHINES[attempt.plan.machine];
  const allowed = transitionFor(machine, from, on)?.to;
  if (!allowed || !(Array.isArray(allowed) ? allowed.includes(to) : allowed === to))
    throw new Error(`${machine.name}: "${on}" does not lead from "${from}" to "${to}"`);
  const facts = more.facts ?? {};
  const final = isFinal(attempt, to);
  const deadline = final
    ? null
    : to === from && !more.anew
      ? attempt.deadline
      : deadlineFor({ ...attempt, ...facts }, to, command);
  const back = command.by === 'staff' && leadsBack(on) && to !== from && !final;
  return {
    type: 'moved',
    on,
    from,
    to,
    by: more.by ?? command.by,
    at: command.at,
    deadline,
    facts,
    ...(more.anew && { anew: true as const }),
    // as much as a message between services takes
    ...(more.reason ? { reason: more.reason.slice(0, 2000) } : {}),
    ...(back
      ? {
          undo: {
            to: from,
            on,
            facts: { supplied: attempt.supplied, finished: attempt.finished, withdrawn: attempt.withdrawn ?? null },
          },
        }
      : {}),
  };
}

export const noted = (command: Command, facts: Facts, text?: string): AttemptEvent => ({
  type: 'noted',
  on: command.on,
  by: command.by,
  at: command.at,
  facts,
  ...(text ? { text } : {}),
});

export const errand = (command: Command, which: Errand): AttemptEvent => ({ type: 'errand', errand: which, at: command.at });

export const questioned = (command: Command, id: string, kind: Question['kind'], text: string): AttemptEvent => ({
  type: 'questioned',
  at: command.at,
  question: { id, kind, text, at: command.at },
});

/** Which status an attempt nobody counts on any more ends in. */
export const endOf = (because: Because | null | undefined): 'cancelled' | 'no-answer' =>
  because === 'cancelled' || because === 'rerouted' || because === 'hard-cap' ? 'cancelled' : 'no-answer';

const WORDS: Readonly<Record<Said, string>> = {
  Request: 'that you ask for it',
  Retry: 'that you agree to the condition',
  Cancel: 'that the request is cancelled',
  StatusRequest: 'that you would like to know how it stands',
  Received: 'that it has arrived',
  Renew: 'that the patron would like to keep it for longer',
  ShippedReturn: 'that it is on its way back',
  Lost: 'that it is lost',
  Notification: 'what stands in the note',
};

/** Told once, however often the step is taken. */
const ONCE: readonly Said[] = ['Received'];

/** A message to the lender; where there is no address, a person has to pass it on. */
export function tell(
  attempt: Attempt,
  command: Command,
  said: Said,
  more: Partial<
    Pick<Extract<AttemptEvent, { type: 'told' }>, 'requestId' | 'previousRequestId' | 'note' | 'maxCost' | 'loanConditions'>
  > = {},
): AttemptEvent[] {
  if (!('lender' in attempt.plan)) return [];
  if (ONCE.includes(said) && attempt.told.includes(said)) return [];
  const { lender } = attempt.plan;
  const requestId = attempt.requestIds.at(-1) ?? attempt.id;
  const told: AttemptEvent = { type: 'told', said, requestId, at: command.at, ...more };
  if (lender.address) return [told];
  const what = more.note && said === 'Notification' ? `: ${more.note}` : ` ${WORDS[said]}.`;
  return [told, questioned(command, byHandId(said, command.at), 'by-hand', `Tell ${lender.name}${what}`)];
}
const byHandId = (said: Said, at: string): string => (ONCE.includes(said) ? `tell-${said}` : `tell-${said}-${at}`);

/** What a person was to pass on by hand has been passed on: it is answered. */
export const passedOn = (attempt: Attempt, said: Said, command: Command, note: string): AttemptEvent[] =>
  attempt.questions
    .filter(({ id }) => id.startsWith(`tell-${said}`))
    .map(({ id }) => ({ type: 'settled', questionId: id, note, at: command.at }));

/** Not coming back: the lender is told, and what is owed is open until it is settled. */
export const givenUp = (attempt: Attempt, command: Command, reason: string): AttemptEvent[] => [
  moved(attempt, command, 'lost', { facts: { lost: true }, reason }),
  ...tell(attempt, command, 'Lost', { note: reason }),
];

/** Sent, and not here: whoever sent it hears of it, as it has to be looked for and paid for. */
export const neverArrived = (attempt: Attempt, command: Command, reason = 'It was sent and never arrived.'): AttemptEvent[] => [
  moved(attempt, command, 'not-received', { reason }),
  ...tell(attempt, command, 'Notification', { note: `It never arrived here. ${reason}` }),
];

/** Money or vouchers that were held for it and nobody has charged. */
export const givenBack = (attempt: Attempt, command: Command, reason: string): AttemptEvent[] => {
  const reservation = heldFor(attempt.plan);
  return reservation && !attempt.charged ? [{ type: 'fund-given-back', reservation, reason, at: command.at }] : [];
};

/** Stops counting on a lender: Cancel goes out first; until it is answered the lender may still send. */
export function giveUp(attempt: Attempt, command: Command, because: Because, reason: string): AttemptEvent[] {
  return [
    moved(attempt, command, 'cancelling', { facts: { withdrawn: attempt.withdrawn ?? because }, reason }),
    ...tell(attempt, command, 'Cancel'),
  ];
}
