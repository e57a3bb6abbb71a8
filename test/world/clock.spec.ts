import { RunningClock } from './clock.ts';

describe("the world's clock", () => {
  let real = 0;
  const clock = (rate: number) => new RunningClock('2025-10-06T13:00:00Z', rate, () => real);
  beforeEach(() => {
    real = 1_000_000;
  });

  it('runs at its rate', () => {
    const hourly = clock(3600);
    real += 2000;
    expect(hourly.now().toISOString()).toBe('2025-10-06T15:00:00.000Z');
    hourly.setRate(0);
    real += 5000;
    expect(hourly.now().toISOString()).toBe('2025-10-06T15:00:00.000Z');
    hourly.advance(90);
    expect(hourly.now().toISOString()).toBe('2025-10-06T15:01:30.000Z');
  });
  it('never goes back', () => {
    const standing = clock(0);
    expect(() => standing.set('2025-10-06T12:59:59Z')).toThrow('does not go back');
    expect(() => standing.advance(-1)).toThrow('0 or more');
    expect(() => standing.set('tomorrow')).toThrow('must be a moment');
    standing.set('2025-10-07T13:00:00Z');
    expect(standing.now().toISOString()).toBe('2025-10-07T13:00:00.000Z');
  });
  it('knows how long to wait in real time', () => {
    const noon = Date.parse('2025-10-06T14:00:00Z');
    expect(clock(3600).realMillisecondsUntil(noon)).toBe(1000);
    expect(clock(0).realMillisecondsUntil(noon)).toBe(Number.POSITIVE_INFINITY);
    expect(clock(0).realMillisecondsUntil(0)).toBe(0);
  });
});
