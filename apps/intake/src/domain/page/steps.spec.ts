import type { AttemptKind, AttemptStatus } from '#lib/contracts';
import { DAY } from '#lib/kernel';
import { nothingYet, sawNotObtained, type AttemptSeen, type Progress } from './progress.ts';
import { standing } from './standing.ts';
import { patronSteps, stepFault, type PatronStep } from './steps.ts';

const NOW = new Date('2025-10-06T14:00:00.000Z');
const decision = { attempt: 1, id: 'd', route: 'borrow', reason: 'Because.' } as const;
const supplied = (kind: AttemptKind, status: AttemptStatus, more: Partial<AttemptSeen> = {}): Progress => ({
  ...nothingYet,
  intake: 'verified',
  decision,
  attempts: { a: { decisionId: 'd', kind, supplier: 'ACU', position: 1, sequence: 1, status, ...more } },
});
const closed = (progress: Progress, at: string): Progress => ({
  ...progress,
  finished: { supplier: 'ACU' },
  closed: { outcome: 'filled', reason: 'There.', at },
});

describe('what a patron can do', () => {
  it.each<[string, Progress, ReturnType<typeof patronSteps>]>([
    ['while it is checked', nothingYet, { cancel: 'nothing-sent', correct: true }],
    ['while it waits for staff', { ...nothingYet, intake: 'waiting' }, { cancel: 'nothing-sent', correct: true }],
    ['once a lender is asked', supplied('borrow', 'asked'), { cancel: 'lender-told' }],
    ['while it is on its way', supplied('borrow', 'shipped'), { cancel: 'sent-back' }],
    [
      'when it is at the desk',
      supplied('borrow', 'patron-notified'),
      { cancel: 'sent-back', notObtained: ['missing', 'wrong-item'] },
    ],
    ['when it is bought', supplied('buy', 'ordered'), { cancel: 'kept-by-library' }],
    [
      'when it stands on our own shelf',
      supplied('hold', 'hold-placed'),
      { cancel: 'hold-removed', notObtained: ['missing', 'out', 'on-reserve', 'wrong-item'] },
    ],
    [
      'when it is out on loan',
      { ...supplied('borrow', 'checked-out'), finished: { supplier: 'ACU' } },
      { renew: true, notObtained: ['wrong-item'] },
    ],
    [
      'when its lender wants it back',
      { ...supplied('borrow', 'checked-out', { recalled: true }), finished: { supplier: 'ACU' } },
      { notObtained: ['wrong-item'] },
    ],
    [
      'when a link was given',
      closed(supplied('link', 'closed', { delivered: true }), NOW.toISOString()),
      { notObtained: ['dead-link', 'bad-copy', 'wrong-item'] },
    ],
    ['long after', closed(supplied('link', 'closed', { delivered: true }), new Date(NOW.getTime() - 31 * DAY).toISOString()), {}],
    ['when a loan is over', closed(supplied('borrow', 'closed'), NOW.toISOString()), {}],
    ['when it is cancelled', { ...supplied('borrow', 'asked'), intake: 'cancelled' }, {}],
  ])('%s', (_, progress, steps) => expect(patronSteps(progress, NOW)).toEqual(steps));

  it('says once that it cannot be got, and the request is in hand again', () => {
    const before = closed(supplied('link', 'closed', { delivered: true }), NOW.toISOString());
    const after = sawNotObtained(before, 'a', NOW.toISOString());
    expect(standing(before).status).toBe('closed');
    expect(standing(after).status).toBe('deciding');
    expect(patronSteps(after, NOW)).toEqual({ cancel: 'nothing-sent' });
  });

  it.each<[string, Progress, PatronStep, string]>([
    [
      'cancelled once there',
      { ...supplied('borrow', 'checked-out'), finished: { supplier: 'A' } },
      { type: 'cancel' },
      'already-there',
    ],
    ['renewed before it is there', supplied('borrow', 'shipped'), { type: 'renew' }, 'not-renewable'],
    ['renewed twice at once', supplied('borrow', 'checked-out', { renewal: 'asked' }), { type: 'renew' }, 'not-renewable'],
    [
      'not obtained before it is there',
      supplied('borrow', 'asked'),
      { type: 'not-obtained', reason: 'missing' },
      'nothing-there',
    ],
    [
      'a loan with a dead link',
      supplied('borrow', 'patron-notified'),
      { type: 'not-obtained', reason: 'dead-link' },
      'unknown-reason',
    ],
  ])('is refused when %s', (_, progress, step, code) => expect(stepFault(progress, NOW, step)?.code).toBe(code));
});
