import { nextMorning } from './pace.ts';

describe('the next morning of the demo', () => {
  it.each([
    ['2025-10-06T13:00:00.000Z', '2025-10-07T13:00:00.000Z'], // nine o'clock itself: tomorrow
    ['2025-10-06T12:59:59.500Z', '2025-10-06T13:00:00.000Z'],
    ['2025-10-06T20:15:30.000Z', '2025-10-07T13:00:00.000Z'],
    ['2025-10-07T03:30:00.000Z', '2025-10-07T13:00:00.000Z'],
  ])('after %s is %s', (now, morning) => {
    expect(nextMorning(new Date(now)).toISOString()).toBe(morning);
  });
});
