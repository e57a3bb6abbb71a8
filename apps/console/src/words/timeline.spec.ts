import { noticeIn, timelineDetail, timelineKey, timelineValues } from './timeline.ts';

const entry = (type: string, data: Record<string, unknown>, text?: string) => ({
  at: '2025-10-06T14:00:00.000Z',
  service: 'x',
  type,
  data,
  ...(text && { text }),
});

describe('the words of the timeline', () => {
  it('go by the status of a supply attempt and by the route of a decision', () => {
    expect(timelineKey(entry('fulfillment.attempt-advanced.v1', { status: 'unfilled' }))).toBe('timeline.attempt.unfilled');
    expect(timelineKey(entry('sourcing.decided.v1', { outcome: { route: 'borrow' } }))).toBe('timeline.decided.borrow');
    expect(timelineKey(entry('sourcing.decided.v1', {}))).toBe('timeline.sourcing.decided.v1');
    expect(timelineKey(entry('payment.fund-reserved.v1', {}))).toBe('timeline.payment.fund-reserved.v1');
  });

  it('name who and what, and the reason', () => {
    expect(
      timelineValues(entry('fulfillment.cost-incurred.v1', { payee: 'vendor' }), (code) =>
        code === 'vendor' ? 'Book vendor' : code,
      ),
    ).toEqual({ supplier: 'Book vendor', fund: '…' });
    expect(timelineDetail(entry('a', { reason: 'Not on the shelf' }))).toBe('Not on the shelf');
    expect(timelineDetail(entry('a', { reason: 'Not on the shelf' }, 'In words'))).toBe('In words');
    expect(timelineDetail(entry('a', {}))).toBeUndefined();
  });

  it('say which notice it was, and why none went', () => {
    const held = entry('directory.notice-changed.v1', { status: 'withheld', notice: 'overdue', why: 'no-address' });
    expect(timelineKey(held)).toBe('timeline.notice.withheld');
    expect(noticeIn(held)).toEqual({ notice: 'overdue', language: undefined, why: 'no-address' });
    expect(noticeIn(entry('a', {}))).toBeUndefined();
  });
});
