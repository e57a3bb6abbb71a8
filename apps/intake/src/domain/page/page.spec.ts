import fc from 'fast-check';
import type { AttemptAdvanced, AttemptOpened, AttemptStatus, Decided, Outcome } from '#lib/contracts';
import {
  nothingYet,
  sawAnswer,
  sawAttempt,
  sawCancelled,
  sawChecking,
  sawDecision,
  sawExhausted,
  sawReopened,
  sawVerified,
  sawWaiting,
  type Progress,
} from './progress.ts';
import { standing } from './standing.ts';

const decided = (attempt: number, outcome: Outcome, rule = '22'): Decided =>
  ({
    decisionId: `d${attempt}`,
    attempt,
    outcome,
    reason: `Reason ${attempt}`,
    rule: { id: 'some-rule', number: rule, description: 'x' },
  }) as Decided;
const lender = (symbol: string) =>
  ({ partnerId: symbol, symbol, name: symbol, member: true, settledBy: 'nobody', why: 'x' }) as const;
const BORROW: Outcome = { route: 'borrow', lenders: [lender('HFC'), lender('TSU')] };
const ASK: Outcome = {
  route: 'ask-patron',
  question: 'cost',
  text: 'It costs $150. Do you want it?',
  options: [{ value: 'yes', label: 'Yes' }],
  default: 'no',
  answerBy: '2025-10-09T00:00:00Z',
};
const opened = (decision: number, supplier: string, position = 1) =>
  ({ requestId: 'r', decisionId: `d${decision}`, kind: 'borrow', supplier, position, of: 2 }) as AttemptOpened;
const advanced = (
  decision: number,
  supplier: string,
  status: AttemptStatus,
  more: Partial<AttemptAdvanced> = {},
): AttemptAdvanced => ({
  requestId: 'r',
  decisionId: `d${decision}`,
  kind: 'borrow',
  supplier,
  from: 'asked',
  status,
  by: 'lender',
  waitsFor: 'staff',
  ...more,
});

type Step = (progress: Progress) => Progress;
const after = (...steps: Step[]) => standing(steps.reduce((progress, step) => step(progress), nothingYet));
const decide =
  (attempt: number, outcome: Outcome): Step =>
  (p) =>
    sawDecision(p, decided(attempt, outcome));
const attempt =
  (id: string, sequence: number, data: AttemptOpened | AttemptAdvanced): Step =>
  (p) =>
    sawAttempt(p, id, sequence, data);

describe('how a request stands', () => {
  it.each<[string, Step[], object]>([
    ['checked at first', [], { status: 'checking' }],
    [
      'waiting for staff at intake',
      [(p) => sawWaiting(p, 'Only a DOI is given.')],
      { status: 'waiting-for-staff', reason: 'Only a DOI is given.' },
    ],
    ['verified, not decided', [sawVerified], { status: 'deciding' }],
    [
      'decided',
      [sawVerified, decide(1, BORROW)],
      { status: 'in-progress', route: 'borrow', rule: '22', reason: 'Reason 1', supplier: 'HFC' },
    ],
    [
      'asking the patron',
      [sawVerified, decide(1, ASK)],
      { status: 'waiting-for-patron', question: { decisionId: 'd1', question: 'cost' } },
    ],
    ['answered', [sawVerified, decide(1, ASK), (p) => sawAnswer(p, 'd1')], { status: 'deciding' }],
    [
      'for staff by the rules',
      [sawVerified, decide(1, { route: 'staff', why: 'x', notYet: true })],
      { status: 'waiting-for-staff', reason: 'Reason 1' },
    ],
    ['corrected after a decision', [sawVerified, decide(1, ASK), sawChecking, sawVerified], { status: 'deciding' }],
    [
      'decided anew after a correction',
      [sawVerified, decide(1, ASK), sawChecking, sawVerified, decide(2, BORROW)],
      { status: 'in-progress' },
    ],
    [
      'at the second lender',
      [
        sawVerified,
        decide(1, BORROW),
        attempt('a', 1, opened(1, 'HFC')),
        attempt('a', 2, advanced(1, 'HFC', 'unfilled')),
        attempt('b', 1, opened(1, 'TSU', 2)),
      ],
      { status: 'in-progress', supplier: 'TSU' },
    ],
    [
      'on the hold shelf',
      [sawVerified, decide(1, BORROW), attempt('a', 1, opened(1, 'HFC')), attempt('a', 2, advanced(1, 'HFC', 'patron-notified'))],
      { status: 'ready', supplier: 'HFC' },
    ],
    [
      'delivered as a link',
      [sawVerified, decide(1, BORROW), attempt('a', 2, advanced(1, 'HFC', 'delivered', { url: 'https://example.org/a' }))],
      { status: 'ready', url: 'https://example.org/a' },
    ],
    [
      'refused by all',
      [sawVerified, decide(1, BORROW), attempt('a', 2, advanced(1, 'HFC', 'unfilled')), (p) => sawExhausted(p, 'd1')],
      { status: 'deciding' },
    ],
    [
      'decided again',
      [sawVerified, decide(1, BORROW), (p) => sawExhausted(p, 'd1'), decide(2, { route: 'staff', why: 'x', notYet: false })],
      { status: 'waiting-for-staff' },
    ],
    [
      'merged',
      [
        sawVerified,
        decide(1, { route: 'merge', into: 'x' }),
        (p) => ({ ...p, ended: { outcome: 'merged', reason: 'Same as before' } }),
      ],
      { status: 'merged', reason: 'Same as before' },
    ],
    ['told', [sawVerified, (p) => ({ ...p, ended: { outcome: 'told', reason: 'Blocked' } })], { status: 'declined' }],
    [
      'finished',
      [
        sawVerified,
        decide(1, { route: 'link', url: 'https://example.org/l', package: 'JSTOR' }),
        (p) => ({ ...p, finished: { supplier: 'JSTOR' } }),
      ],
      { status: 'finished', url: 'https://example.org/l', supplier: 'JSTOR' },
    ],
    [
      'closed',
      [
        sawVerified,
        decide(1, BORROW),
        (p) => ({ ...p, finished: { supplier: 'HFC' }, closed: { outcome: 'filled', reason: 'Returned' } }),
      ],
      { status: 'closed', reason: 'Reason 1' },
    ],
    [
      'cancelled',
      [sawVerified, decide(1, BORROW), (p) => sawCancelled(p, 'Found it elsewhere')],
      { status: 'cancelled', reason: 'Found it elsewhere' },
    ],
  ])('%s', (_, steps, expected) => expect(after(...steps)).toMatchObject(expected));

  it('shows no link before the patron may have it', () => {
    expect(after(sawVerified, decide(1, { route: 'link', url: 'https://example.org/l', package: 'JSTOR' })).url).toBeUndefined();
  });

  it('is the same in whatever order the services’ events arrive', () => {
    // each row in its own order: one aggregate's events; the rows among each other in any
    const rows: Step[][] = [
      [
        decide(1, BORROW),
        decide(2, {
          route: 'buy',
          what: 'print',
          provider: 'vendor',
          offer: 'o',
          price: { minor: 1, currency: 'USD' },
          reservation: 'x',
          addToCollection: true,
        }),
      ],
      [
        attempt('a', 1, opened(1, 'HFC')),
        attempt('a', 2, advanced(1, 'HFC', 'asked')),
        attempt('a', 3, advanced(1, 'HFC', 'unfilled')),
      ],
      [attempt('b', 1, opened(1, 'TSU', 2)), attempt('b', 2, advanced(1, 'TSU', 'unfilled'))],
      [attempt('c', 1, opened(2, 'vendor')), attempt('c', 3, advanced(2, 'vendor', 'patron-notified', { kind: 'buy' }))],
      [(p) => sawExhausted(p, 'd1')],
    ];
    const inOrder = after(sawVerified, ...rows.flat());
    expect(inOrder).toMatchObject({ status: 'ready', supplier: 'vendor', route: 'buy' });
    const turns = rows.flatMap((row, index) => row.map(() => index));
    fc.assert(
      fc.property(fc.shuffledSubarray(turns, { minLength: turns.length }), (order) => {
        const next = rows.map(() => 0);
        const steps = order.map((row) => rows[row]![next[row]!++]!);
        expect(after(sawVerified, ...steps)).toEqual(inOrder);
      }),
      { seed: 2 },
    );
  });

  it('is open again where the patron never got it', () => {
    const done: Step[] = [
      sawVerified,
      decide(1, BORROW),
      (p) => ({
        ...p,
        finished: { supplier: 'HFC' },
        closed: { outcome: 'filled', reason: 'Supplied by HFC.', at: '2025-10-06T14:00:00Z' },
      }),
    ];
    expect(after(...done).status).toBe('closed');
    expect(after(...done, (p) => sawReopened(p, '2025-10-07T14:00:00Z')).status).toBe('in-progress');
  });

  it('does not fall back by an old message that comes again', () => {
    const delivered = attempt('a', 3, advanced(1, 'HFC', 'patron-notified'));
    const late = attempt('a', 2, advanced(1, 'HFC', 'shipped'));
    expect(after(sawVerified, decide(1, BORROW), delivered, late).status).toBe('ready');
    expect(after(sawVerified, decide(2, BORROW), decide(1, ASK)).route).toBe('borrow');
  });
});
