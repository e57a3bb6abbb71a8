import type { LentStatus } from '#lib/contracts';
import { transitionFor } from '#lib/kernel';
import type { Command, On } from '../commands.ts';
import type { Facts, LentEvent, Question, Said, Why, Word } from '../events.ts';
import { machineOf, undoOf } from '../machine.ts';
import type { Lent } from '../state.ts';
import { deadlineFor } from '../waits.ts';

export const isFinal = (lent: Lent, status: LentStatus): boolean => machineOf(lent.asked.service).statuses[status].final === true;

interface More {
  readonly facts?: Facts;
  readonly reason?: string | undefined;
}

/**
 * The step to another status, or the news that it stays (its deadline stays as well then).
 * @throws Error where the table has no such step: a fault of the code that decides, never of who asked.
 */
export function moved(lent: Lent, command: Command, to: LentStatus, { facts = {}, reason }: More = {}): LentEvent {
  const { status: from, asked } = lent;
  const machine = machineOf(asked.service);
  const allowed = transitionFor(machine, from, command.on)?.to;
  if (!allowed || !(Array.isArray(allowed) ? allowed.includes(to) : allowed === to))
    throw new Error(`${machine.name}: "${command.on}" does not lead from "${from}" to "${to}"`);
  const final = isFinal(lent, to);
  const known = {
    asked: facts.asked ?? asked,
    cap: lent.cap,
    dueDate: facts.dueDate ?? lent.dueDate,
    retryAfter: facts.retryAfter ?? lent.retryAfter,
  };
  const deadline = final ? null : to === from && !facts.dueDate ? lent.deadline : deadlineFor(known, to, command);
  const back = command.by === 'staff' && undoOf(command.on) === 'free' && command.on !== 'undo' && !final;
  return {
    type: 'moved',
    on: command.on,
    from,
    to,
    by: command.by,
    at: command.at,
    deadline,
    facts,
    ...(reason ? { reason: reason.slice(0, 2000) } : {}),
    ...(back ? { undo: from } : {}),
  };
}

export const noted = (command: Command, facts: Facts = {}, text?: string): LentEvent => ({
  type: 'noted',
  on: command.on,
  by: command.by,
  at: command.at,
  facts,
  ...(text ? { text } : {}),
});

export const questioned = (command: Command, id: string, kind: Question['kind'], text: string): LentEvent => ({
  type: 'questioned',
  at: command.at,
  question: { id, kind, text: text.slice(0, 2000), at: command.at },
});

/** How it stands, in the standard's word for it. */
const WORDS: Readonly<Record<LentStatus, Word>> = {
  asked: 'RequestReceived',
  conditional: 'RetryPossible',
  'try-later': 'RetryPossible',
  promised: 'WillSupply',
  pulled: 'WillSupply',
  'cancel-asked': 'WillSupply',
  shipped: 'Loaned',
  'with-borrower': 'Loaned',
  'renewal-asked': 'Loaned',
  overdue: 'Overdue',
  recalled: 'Recalled',
  'on-its-way-back': 'Loaned',
  lost: 'Overdue',
  supplied: 'CopyCompleted',
  returned: 'LoanCompleted',
  completed: 'CopyCompleted',
  settled: 'CompletedWithoutReturn',
  unfilled: 'Unfilled',
  cancelled: 'Cancelled',
};
export const wordFor = (lent: Lent): Word => {
  if (lent.status === 'asked' && lent.expected) return 'ExpectToSupply';
  // whoever has a copy already and has not asked for a better one is promised none
  if (lent.sent && !lent.retries) return 'CopyCompleted';
  if (lent.held && (lent.status === 'with-borrower' || lent.status === 'shipped')) return 'HoldReturn';
  return WORDS[lent.status];
};

type SaidMore = Partial<Omit<Said, 'why' | 'status' | 'requestId'>>;

/** Tells the borrower; of what is due it is always told until when. */
export const say = (lent: Lent, { at }: Pick<Command, 'at'>, why: Why, status: Word, more: SaidMore = {}): LentEvent => ({
  type: 'said',
  why,
  status,
  requestId: lent.requestIds.at(-1)!,
  at,
  ...more,
});

/** How it stands, to whoever asks. */
export const sayStatus = (lent: Lent, command: Command, why: Why, more: SaidMore = {}): LentEvent =>
  say(lent, command, why, wordFor(lent), { ...(lent.dueDate ? { dueDate: lent.dueDate } : {}), ...more });

export const noteOf = (note: string | undefined): { note?: string } => (note ? { note } : {});
export const isHeard = (on: On): boolean => on.startsWith('hears-');
