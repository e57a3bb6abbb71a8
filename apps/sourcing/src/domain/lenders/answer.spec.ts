import type { AttemptAdvanced } from '#lib/contracts';
import { lenderStep } from './answer.ts';

const step = (more: Partial<AttemptAdvanced>): AttemptAdvanced => ({
  requestId: '0198c0de-0000-7000-8000-000000000001',
  decisionId: '0198c0de-0000-7000-8000-000000000002',
  kind: 'borrow',
  supplier: 'TSU',
  from: 'asked',
  status: 'asked',
  by: 'lender',
  waitsFor: 'lender',
  ...more,
});

describe('what a step says of the lender', () => {
  it.each<[string, Partial<AttemptAdvanced>, string | undefined]>([
    ['it was asked', { from: 'planned', status: 'asked', by: 'system' }, 'asked'],
    ['its parcel is here', { from: 'shipped', status: 'received', by: 'staff' }, 'here'],
    ['its copy reached the patron', { from: 'asked', status: 'delivered' }, 'here'],
    ['it said no', { status: 'unfilled' }, 'not-filled'],
    ['it said no after naming a condition', { from: 'conditional', status: 'unfilled' }, 'not-filled'],
    ['we turned its condition down', { from: 'conditional', status: 'unfilled', by: 'staff' }, 'withdrawn'],
    ['we let its condition lapse', { from: 'conditional', status: 'unfilled', by: 'system' }, 'withdrawn'],
    ['it said nothing in time', { from: 'cancelling', status: 'no-answer', by: 'system' }, 'not-filled'],
    ['what it sent never came', { from: 'shipped', status: 'not-received', by: 'staff' }, 'not-filled'],
    ['the patron called it off', { from: 'cancelling', status: 'cancelled' }, 'withdrawn'],
    ['it promises', { status: 'will-supply' }, undefined],
    ['the loan goes back', { from: 'checked-out', status: 'returned-by-patron' }, undefined],
    ['it is an order', { kind: 'buy', status: 'received' }, undefined],
  ])('%s', (_, more, said) => expect(lenderStep(step(more))).toBe(said));
});
