import type { Decided } from '#lib/contracts';
import {
  again,
  looks,
  morningOf,
  nextLook,
  nothingYet,
  ripe,
  sawAnswer,
  sawAttempt,
  sawClosed,
  sawDecision,
  sawEnd,
  sawNotObtained,
  sawReceived,
  sawReminder,
  sawReopened,
  type Followed,
  type Saw,
} from './followed.ts';

const ZONE = 'America/New_York';
const NOON = new Date('2025-10-06T16:00:00Z');
const step = (from: string, status: string, more: object = {}) => ({ from, status, ...more }) as Parameters<typeof sawAttempt>[2];
const question = {
  decisionId: 'd1',
  outcome: { route: 'ask-patron', answerBy: '2025-10-09T21:00:00.000Z' },
} as unknown as Decided;
const after = (...steps: ((followed: Followed) => Saw)[]): Followed => steps.reduce((at, take) => take(at).followed, nothingYet);

describe('a followed request', () => {
  it('came in once', () => {
    expect(sawReceived(nothingYet).happening).toEqual({ what: 'received', occasion: 'received' });
  });

  it('asks, is reminded of it, and no more once answered or decided otherwise', () => {
    const asked = sawDecision(nothingYet, question, '2025-10-06T20:00:00.000Z');
    expect(asked.happening).toMatchObject({ what: 'asked', occasion: 'asked d1', answerBy: '2025-10-09T21:00:00.000Z' });
    // sourcing says when: nothing is looked at by the morning
    expect(nextLook(asked.followed, NOON, ZONE)).toBeNull();
    const remind = (followed: Followed, number = 1) =>
      sawReminder(
        followed,
        { decisionId: 'd1', number, answerBy: '2025-10-09T21:00:00.000Z' },
        new Date('2025-10-08T12:00:00Z'),
        ZONE,
      ).happening;
    expect(remind(asked.followed)).toMatchObject({ what: 'still-unanswered', daysUnanswered: 2, occasion: 'unanswered d1 1' });
    expect(remind(asked.followed, 2)).toMatchObject({ occasion: 'unanswered d1 2' });
    expect(remind(sawAnswer(asked.followed, 'another').followed)).toBeDefined();
    expect(remind(sawAnswer(asked.followed, 'd1').followed)).toBeUndefined();
    const decided = { decisionId: 'd2', outcome: { route: 'borrow', lenders: [] } } as unknown as Decided;
    expect(remind(sawDecision(asked.followed, decided, '2025-10-07T00:00:00Z').followed)).toBeUndefined();
  });

  it('waits on the hold shelf until a day, and goes back where nobody comes', () => {
    const there = sawAttempt(nothingYet, 'a', step('received', 'patron-notified'), '2025-10-15').followed;
    expect(looks(there, NOON, ZONE)).toMatchObject([
      { what: 'shelf-ends', occasion: 'shelf-ends a 2025-10-15', due: '2025-10-15', daysUntilDue: 9 },
    ]);
    const back = sawAttempt(there, 'a', step('patron-notified', 'returned-by-patron'));
    expect(back.happening).toEqual({ what: 'not-picked-up', occasion: 'not-picked-up a' });
    expect(looks(back.followed, NOON, ZONE)).toEqual([]);
    expect(looks(sawAttempt(there, 'a', step('patron-notified', 'checked-out')).followed, NOON, ZONE)).toEqual([]);
    // a patron who cancelled knows
    const cancelled = sawEnd(there, 'cancelled').followed;
    expect(sawAttempt(cancelled, 'a', step('patron-notified', 'returned-by-patron')).happening).toBeUndefined();
  });

  it('has a link until a day', () => {
    const copy = sawAttempt(nothingYet, 'a', step('asked', 'delivered', { availableUntil: '2025-10-08' })).followed;
    expect(looks(copy, NOON, ZONE)).toMatchObject([{ what: 'link-ends', daysUntilDue: 2 }]);
    // a remark leaves it, the next step ends it
    expect(looks(sawAttempt(copy, 'a', step('delivered', 'delivered')).followed, NOON, ZONE)).toHaveLength(1);
    expect(looks(sawAttempt(copy, 'a', step('delivered', 'closed')).followed, NOON, ZONE)).toEqual([]);
  });

  it('is renewed or not, is lost, could not be had after all, and opens again', () => {
    const lent = sawAttempt(
      nothingYet,
      'a',
      step('patron-notified', 'checked-out', { patronDueDate: '2025-10-28', dueDate: '2025-10-30' }),
    );
    expect(looks(lent.followed, NOON, ZONE)).toMatchObject([{ due: '2025-10-28' }]);
    const more = step('checked-out', 'checked-out', { renewal: 'granted', patronDueDate: '2025-11-18', dueDate: '2025-11-20' });
    const renewed = sawAttempt(lent.followed, 'a', more);
    expect(renewed.happening).toEqual({ what: 'renewed', occasion: 'renewed a 2025-11-18', due: '2025-11-18' });
    expect(looks(renewed.followed, NOON, ZONE)).toMatchObject([{ due: '2025-11-18' }]);
    const refused = sawAttempt(renewed.followed, 'a', step('checked-out', 'checked-out', { renewal: 'refused' }));
    expect(refused.happening).toMatchObject({ what: 'renewal-refused' });
    expect(looks(refused.followed, NOON, ZONE)).toMatchObject([{ due: '2025-11-18' }]);
    expect(sawAttempt(lent.followed, 'a', step('checked-out', 'lost')).happening).toMatchObject({ what: 'lost' });
    // the post lost it: that is not the patron's
    expect(sawAttempt(lent.followed, 'a', step('returned-by-patron', 'lost')).happening).toBeUndefined();
    expect(sawNotObtained(nothingYet, 'x').happening).toEqual({ what: 'not-obtained', occasion: 'not-obtained x' });
    const over = sawClosed(sawEnd(nothingYet, 'unfilled').followed);
    expect(sawEnd(sawReopened(over), 'unfilled').happening).toMatchObject({ what: 'unfilled' });
    // what is taken back is told nobody
    const undone = step('checked-out', 'patron-notified', { undone: true });
    expect(sawAttempt(lent.followed, 'a', undone).happening).toBeUndefined();
  });

  it('is an occasion of its own each time so many days have passed', () => {
    const late = (days: number) => again({ what: 'due', occasion: 'due a', daysUntilDue: -days }, 7).occasion;
    expect([1, 6, 7, 13, 14].map(late)).toEqual(['due a', 'due a', 'due a again 1', 'due a again 1', 'due a again 2']);
    expect(again({ what: 'due', occasion: 'due a', daysUntilDue: -30 }, undefined).occasion).toBe('due a');
  });

  it('is there when the patron is to be notified, not when the parcel is opened', () => {
    expect(sawAttempt(nothingYet, 'a', step('shipped', 'received')).happening).toBeUndefined();
    expect(sawAttempt(nothingYet, 'a', step('received', 'patron-notified', { dueDate: '2025-11-03' })).happening).toEqual({
      what: 'arrived',
      occasion: 'arrived a',
      due: '2025-11-03',
    });
    expect(sawAttempt(nothingYet, 'a', step('planned', 'delivered')).happening).toMatchObject({ what: 'delivered' });
    // a remark changes nothing
    expect(sawAttempt(nothingYet, 'a', step('patron-notified', 'patron-notified')).happening).toBeUndefined();
  });

  it('is due while the patron has it, by the day that holds now, and by the calendar of the library', () => {
    const lent = sawAttempt(nothingYet, 'a', step('patron-notified', 'checked-out', { dueDate: '2025-10-09' })).followed;
    // 1 a.m. in UTC is still the evening before in New York
    expect(looks(lent, new Date('2025-10-07T01:00:00Z'), ZONE)).toMatchObject([
      { daysUntilDue: 3, occasion: 'due a 2025-10-09' },
    ]);
    expect(looks(lent, new Date('2025-10-10T12:00:00Z'), ZONE)).toMatchObject([{ daysUntilDue: -1 }]);
    const renewed = sawAttempt(lent, 'a', step('checked-out', 'checked-out', { dueDate: '2025-10-30' })).followed;
    expect(looks(renewed, NOON, ZONE)).toMatchObject([{ daysUntilDue: 24, occasion: 'due a 2025-10-30' }]);
    expect(looks(sawAttempt(renewed, 'b', step('asked', 'unfilled')).followed, NOON, ZONE)).toHaveLength(1);
    expect(looks(sawAttempt(renewed, 'a', step('checked-out', 'returned-by-patron')).followed, NOON, ZONE)).toEqual([]);
  });

  it('is recalled with the day it is wanted', () => {
    const lent = sawAttempt(nothingYet, 'a', step('patron-notified', 'checked-out', { dueDate: '2025-10-30' })).followed;
    const recalled = sawAttempt(lent, 'a', step('checked-out', 'checked-out', { recalled: true, dueDate: '2025-10-10' }));
    expect(recalled.happening).toEqual({ what: 'recalled', occasion: 'recalled a', due: '2025-10-10' });
    expect(looks(recalled.followed, NOON, ZONE)).toMatchObject([{ daysUntilDue: 4 }]);
  });

  it('ends once, whoever says so after that', () => {
    const first = sawEnd(nothingYet, 'cancelled');
    expect(first.happening).toMatchObject({ what: 'cancelled' });
    expect(sawEnd(first.followed, 'unfilled').happening).toBeUndefined();
    expect(sawEnd(nothingYet, 'filled').happening).toBeUndefined();
    const closed = sawClosed(after((f) => sawDecision(f, question, '2025-10-06T20:00:00Z')));
    expect([looks(closed, NOON, ZONE), nextLook(closed, NOON, ZONE)]).toEqual([[], null]);
  });

  it('drops a notice put off where something else has happened since', () => {
    const arrived = sawAttempt(nothingYet, 'a', step('received', 'patron-notified'));
    const later = {
      rule: 'r',
      notice: 'ready-for-pickup',
      to: 'patron',
      channel: 'email',
      policyHash: 'h',
      happening: arrived.happening!,
      at: '2025-10-09T12:00:00.000Z',
    } as const;
    const waiting = { ...arrived.followed, later: [later] };
    expect(nextLook(waiting, NOON, ZONE)).toEqual(new Date('2025-10-07T12:00:00Z'));
    expect(ripe(waiting, NOON)).toEqual({ followed: waiting, notices: [] });
    const then = new Date('2025-10-09T12:00:00Z');
    expect(ripe(waiting, then)).toMatchObject({ followed: { later: [] }, notices: [later] });
    const taken = sawAttempt(waiting, 'a', step('patron-notified', 'checked-out')).followed;
    expect(ripe(taken, then)).toMatchObject({ followed: { later: [] }, notices: [] });
  });

  it('is looked at again soon where something could not be weighed', () => {
    const waiting = { ...nothingYet, waiting: [sawReceived(nothingYet).happening!] };
    expect(nextLook(waiting, NOON, ZONE)).toEqual(new Date('2025-10-06T16:01:00Z'));
  });

  it.each([
    ['America/New_York', '2025-10-07', '2025-10-07T12:00:00.000Z'],
    ['America/New_York', '2025-12-01', '2025-12-01T13:00:00.000Z'],
    ['Europe/Berlin', '2025-10-07', '2025-10-07T06:00:00.000Z'],
    ['Pacific/Auckland', '2025-10-07', '2025-10-06T19:00:00.000Z'],
    ['UTC', '2025-10-07', '2025-10-07T08:00:00.000Z'],
  ])('has its morning at eight in %s', (zone, day, moment) => {
    expect(morningOf(day, zone).toISOString()).toBe(moment);
  });
});
