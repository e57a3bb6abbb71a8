import type { Command } from '../commands.ts';
import type { AttemptEvent, Facts } from '../events.ts';
import { availableUntil } from '../limits.ts';
import type { Attempt } from '../state.ts';
import { errand, moved, questioned, tell } from './step.ts';

const HAVING = { supplied: true, finished: true, withdrawn: null } as const;

/** The patron has the copy: nothing is owed for it any more, so it closes in the same breath. */
export function handOver(attempt: Attempt, command: Command, facts: Facts): AttemptEvent[] {
  // bought or borrowed for one patron, it expires; an open copy and what the library has itself do not
  const until = 'reservation' in attempt.plan || 'lender' in attempt.plan ? { availableUntil: availableUntil(command) } : {};
  const delivered = moved(attempt, command, 'delivered', { facts: { ...facts, ...until, ...HAVING } });
  return [
    delivered,
    ...tell(attempt, command, 'Received'),
    moved(attempt, command, 'closed', { on: 'close', from: 'delivered', by: 'system' }),
  ];
}

export const closeDelivered = (attempt: Attempt, command: Command): AttemptEvent[] => [moved(attempt, command, 'closed')];

/** Something stands outside for nobody: a person has to take it away. */
export const left = (attempt: Attempt, command: Command, text: string): AttemptEvent =>
  questioned(command, `left-${attempt.status}`, 'left-behind', text);

export function holdPlaced(attempt: Attempt, command: Command<'hold-placed'>): AttemptEvent[] {
  const facts = command.holdId ? { holdId: command.holdId } : {};
  switch (attempt.status) {
    case 'asked':
    case 'unsure':
      return [moved(attempt, command, 'hold-placed', { facts })];
    case 'cancelling':
      return [moved(attempt, command, 'cancelling', { facts }), errand(command, 'remove-hold')];
    default:
      return [left(attempt, command, 'The library system placed the hold after the request had ended: take it away there.')];
  }
}

export function holdRefused(attempt: Attempt, command: Command<'hold-refused'>): AttemptEvent[] {
  if (attempt.status === 'cancelling') return [moved(attempt, command, 'cancelled', { reason: command.reason })];
  const step = moved(attempt, command, 'unfilled', { reason: command.reason });
  // not on the shelf: the hold itself still stands in the library system
  return attempt.status === 'hold-placed' ? [step, errand(command, 'remove-hold')] : [step];
}

export const holdRemoved = (attempt: Attempt, command: Command<'hold-removed'>): AttemptEvent[] => [
  moved(attempt, command, 'cancelled'),
];

export function holdKept(attempt: Attempt, command: Command<'hold-kept'>): AttemptEvent[] {
  const text = `The hold could not be taken away in the library system (${command.reason}): do it there.`;
  const question = questioned(command, command.questionId, 'left-behind', text);
  return attempt.status === 'cancelling'
    ? [moved(attempt, command, 'cancelled', { reason: command.reason }), question]
    : [question];
}

const UNTOLD: Readonly<Record<Command<'circulation-failed'>['step'], string>> = {
  accept: 'does not know that it is here (Accept Item)',
  'check-out': 'does not know that the patron has it (Check Out Item)',
  'check-in': 'does not know that it is back (Check In Item)',
};
/** The library's own system has to be told by a person; the loan goes on. */
export const circulationFailed = (command: Command<'circulation-failed'>): AttemptEvent =>
  questioned(
    command,
    command.questionId,
    'by-hand',
    `The library system ${UNTOLD[command.step]}: ${command.reason} Do it there.`,
  );

export const pickedUp = (attempt: Attempt, command: Command<'picked-up'>): AttemptEvent[] => [
  moved(attempt, command, 'closed', { facts: HAVING }),
];

export const notOnShelf = (attempt: Attempt, command: Command<'not-on-shelf'>): AttemptEvent[] => [
  moved(attempt, command, 'unfilled', { reason: command.reason ?? 'Not on the shelf.' }),
];

/** Nobody knows whether the library system or the provider has it: a person looks. */
export function doubt(attempt: Attempt, command: Command<'doubt'>): AttemptEvent[] {
  if (attempt.plan.machine === 'hold' && attempt.status === 'cancelling')
    return [
      moved(attempt, command, 'cancelled', { reason: command.reason }),
      left(attempt, command, 'Look whether a hold stands in the library system, and take it away.'),
    ];
  return [moved(attempt, command, 'unsure', { reason: command.reason })];
}

/** The request ended before a hold or a scan was done. */
export function cancelOwn(attempt: Attempt, command: Command<'cancel'>): AttemptEvent[] {
  const { because, reason } = command;
  const facts = { withdrawn: because };
  switch (attempt.status) {
    case 'hold-placed':
      return [moved(attempt, command, 'cancelling', { facts, reason }), errand(command, 'remove-hold')];
    case 'unsure':
      return [
        moved(attempt, command, 'cancelled', { facts, reason }),
        left(attempt, command, 'Look whether a hold stands in the library system, and take it away.'),
      ];
    case 'asked':
      return [moved(attempt, command, command.notSent ? 'cancelled' : 'cancelling', { facts, reason })];
    default:
      return [moved(attempt, command, 'cancelled', { facts, reason })];
  }
}

export const settle = (attempt: Attempt, command: Command<'settle'>): AttemptEvent[] =>
  attempt.questions.some(({ id }) => id === command.questionId)
    ? [{ type: 'settled', questionId: command.questionId, note: command.note, at: command.at }]
    : [];
