import { transitionFor } from '#lib/kernel';
import type { Command, Hearing } from '../commands.ts';
import type { LentEvent } from '../events.ts';
import { machineOf } from '../machine.ts';
import type { Lent } from '../state.ts';
import { dueDateFor, MOST_RETRIES } from '../waits.ts';
import { unfilled } from './desk.ts';
import { isFinal, moved, noted, questioned, say, sayStatus } from './step.ts';

type Hears = Command<Hearing>;

/** The borrower agrees to what was asked, or asks again for what can be had now, or for a better copy. */
function retry(lent: Lent, c: Command<'hears-retry'>): LentEvent[] {
  const { asked, requestId } = c;
  // a loan instead of a copy is possible as long as nothing was sent
  const now = lent.status === 'supplied' ? { ...asked, service: lent.asked.service } : asked;
  const facts = { asked: now, requestId, retries: lent.retries + 1, retryAfter: null };
  const again: Lent = { ...lent, requestIds: [...lent.requestIds, requestId] };
  if (lent.status === 'supplied') return [moved(lent, c, 'promised', { facts }), say(again, c, 'RequestResponse', 'WillSupply')];
  // a yes to just what was asked for needs nobody: the yes had been given on that condition
  if (lent.status === 'conditional' && agrees(lent, asked))
    return [moved(lent, c, 'promised', { facts }), say(again, c, 'RequestResponse', 'WillSupply')];
  // what it costs is told anew: it may be asked for otherwise
  return [moved(lent, c, 'asked', { facts: { ...facts, expected: false, asks: null } })];
}
const agrees = ({ offered, loanConditions = [] }: Lent, { maxCost, accepted = [] }: Lent['asked']): boolean =>
  (!offered || (maxCost !== undefined && maxCost.currency === offered.currency && maxCost.minor >= offered.minor)) &&
  loanConditions.every((one) => accepted.includes(one));

function cancel(lent: Lent, c: Command<'hears-cancel'>): LentEvent[] {
  switch (lent.status) {
    case 'asked':
    case 'conditional':
    case 'try-later':
      return [moved(lent, c, 'cancelled'), say(lent, c, 'CancelResponse', 'Cancelled', { answer: 'Y' })];
    case 'promised':
    case 'pulled':
      // a better copy is being made of what has been sent: that can no more be called back than before
      if (lent.sent) return [noted(c, {}, c.note), say(lent, c, 'CancelResponse', 'CopyCompleted', { answer: 'N' })];
      return [moved(lent, c, 'cancel-asked', { facts: { before: lent.status }, reason: c.note })];
    case 'cancel-asked':
      return [noted(c, {}, c.note)];
    case 'unfilled':
    case 'cancelled':
      return [noted(c, {}, c.note), sayStatus(lent, c, 'CancelResponse', { answer: 'Y' })];
    default:
      // it is on its way or there: what has been sent cannot be called back by a word
      return [noted(c, {}, c.note), sayStatus(lent, c, 'CancelResponse', { answer: 'N' })];
  }
}

function renew(lent: Lent, c: Command<'hears-renew'>): LentEvent[] {
  const no = (note: string): LentEvent[] => [
    moved(lent, c, lent.status),
    sayStatus(lent, c, 'RenewResponse', { answer: 'N', note }),
  ];
  if (lent.status === 'renewal-asked') return [moved(lent, c, 'renewal-asked')];
  if (lent.status === 'recalled') return no('It has been recalled.');
  if (lent.status === 'lost' || lent.status === 'settled') return no('It counts as lost here.');
  if (lent.renewals >= lent.terms.renewals)
    return no(
      lent.terms.renewals
        ? `It has been renewed ${lent.renewals} times, which is as often as it is done here.`
        : 'Nothing is renewed here.',
    );
  return [moved(lent, c, 'renewal-asked', { facts: { before: lent.status }, ...(c.note ? { reason: c.note } : {}) })];
}

/** Something written is for a person, whatever stands. */
const written = (lent: Lent, c: Hears, text: string): LentEvent[] => [
  noted(c, {}, c.note),
  questioned(c, c.questionId, 'note', `${lent.requester.name}: ${text}`),
];

function received(lent: Lent, c: Command<'hears-received'>): LentEvent[] {
  switch (lent.status) {
    case 'shipped':
      return [moved(lent, c, 'with-borrower', { facts: { received: true } })];
    case 'promised':
    case 'pulled':
    case 'cancel-asked': {
      // the copy sent before the one that is being made
      if (lent.asked.service === 'copy') return [noted(c, { received: true }, c.note)];
      const dueDate = dueDateFor(lent.terms, lent.loanDays, c);
      return [
        moved(lent, c, 'with-borrower', { facts: { received: true, dueDate } }),
        say(lent, c, 'StatusChange', 'Loaned', { sent: true, dueDate }),
      ];
    }
    case 'settled':
      return written(lent, c, ['it has arrived after all.', c.note].filter(Boolean).join(' '));
    default:
      return [noted(c, { received: true }, c.note)];
  }
}

function listed(lent: Lent, c: Hears): LentEvent[] {
  switch (c.on) {
    case 'hears-retry':
      return retry(lent, c);
    case 'hears-cancel':
      return cancel(lent, c);
    case 'hears-renew':
      return renew(lent, c);
    case 'hears-received':
      return received(lent, c);
    case 'hears-status-request':
      return [noted(c), sayStatus(lent, c, 'StatusRequestResponse')];
    case 'hears-reminder':
      return [noted(c, {}, c.note), sayStatus(lent, c, lent.status === 'asked' ? 'RequestResponse' : 'StatusRequestResponse')];
    case 'hears-notification':
      return c.note ? written(lent, c, c.note) : [noted(c)];
    case 'hears-hold-return':
      return written(lent, c, ['it keeps the item until you say more.', c.note].filter(Boolean).join(' '));
    case 'hears-shipped-forward':
      return written(lent, c, ['it has sent the item on to another library.', c.note].filter(Boolean).join(' '));
    case 'hears-shipped-return':
      if (lent.status === 'settled')
        return written(lent, c, ['it has sent it back after all.', c.note].filter(Boolean).join(' '));
      if (lent.status === 'on-its-way-back' || isFinal(lent, lent.status)) return [noted(c, {}, c.note)];
      return [moved(lent, c, 'on-its-way-back', c.note ? { reason: c.note } : {})];
    case 'hears-lost':
      if (lent.status === 'lost' || isFinal(lent, lent.status)) return [noted(c, {}, c.note)];
      return [moved(lent, c, 'lost', { reason: ['The borrower has lost it.', c.note].filter(Boolean).join(' ') })];
  }
}

/** A borrower's message. What the table has no row for is illegal now: a person is told, and nothing is dropped. */
export function heard(lent: Lent, c: Hears): LentEvent[] {
  if (c.on === 'hears-retry' && lent.retries >= MOST_RETRIES && lent.status !== 'supplied' && !isFinal(lent, lent.status))
    return unfilled(lent, { ...c, on: 'unfilled', reason: 'PolicyProblem' }, 'PolicyProblem', 'Asked for again too often.');
  if (transitionFor(machineOf(lent.asked.service), lent.status, c.on)) return listed(lent, c);
  const said = c.on.slice('hears-'.length).replaceAll('-', ' ');
  const text = `${lent.requester.name} says "${said}" while it stands at "${lent.status.replaceAll('-', ' ')}".`;
  // its number is kept all the same: what is said of it next comes under that
  const facts = c.on === 'hears-retry' ? { requestId: c.requestId } : {};
  return [noted(c, facts, c.note), questioned(c, c.questionId, 'illegal-message', c.note ? `${text} ${c.note}` : text)];
}
