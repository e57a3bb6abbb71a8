import fc from 'fast-check';
import { DAY, HOUR } from '#lib/kernel';
import { nextWait, REMINDING, remindersAt } from './reminders.ts';

const ASKED = '2025-10-06T14:00:00.000Z';
const after = (milliseconds: number): string => new Date(Date.parse(ASKED) + milliseconds).toISOString();

describe('reminders of a question', () => {
  it('come a day before the default answer, as Trillium has it by itself', () =>
    expect(remindersAt(ASKED, after(3 * DAY), REMINDING)).toEqual([after(2 * DAY)]));
  it('come evenly before that where a library wants more', () =>
    expect(remindersAt(ASKED, after(7 * DAY), { times: 3, lastHoursBefore: 24 })).toEqual([
      after(2 * DAY),
      after(4 * DAY),
      after(6 * DAY),
    ]));
  it('come half-way where there is less time', () =>
    expect(remindersAt(ASKED, after(DAY), REMINDING)).toEqual([after(12 * HOUR)]));
  it('do not come where a library wants none', () =>
    expect(remindersAt(ASKED, after(DAY), { times: 0, lastHoursBefore: 24 })).toEqual([]));

  it('are as many as wished, each later than the one before, all between question and default answer', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 60 * 24 }),
        fc.integer({ min: 0, max: 5 }),
        fc.integer({ min: 1, max: 720 }),
        (hours, times, lastHoursBefore) => {
          const answerBy = after(hours * HOUR);
          const moments = remindersAt(ASKED, answerBy, { times, lastHoursBefore });
          expect(moments).toHaveLength(times);
          expect([ASKED, ...moments, answerBy].toSorted()).toEqual([ASKED, ...moments, answerBy]);
          expect(new Set([ASKED, ...moments, answerBy]).size).toBe(times + 2);
          expect(nextWait(ASKED, answerBy, { times, lastHoursBefore }, times)).toBe(answerBy);
        },
      ),
    );
  });
});
