import { Pace, restFor } from './pace.ts';

describe('how a loop rests between rounds', () => {
  it('the busier its process, the longer', () => {
    expect([0, 0.25, 0.5, 0.75, 1].map(restFor).map(Math.round)).toEqual([5, 6, 10, 16, 25]);
  });

  it('within bounds, whatever is measured', () => {
    expect(restFor(-1)).toBe(restFor(0));
    expect(restFor(7)).toBe(restFor(1));
    const pace = new Pace();
    for (const rest of [pace.rest(), pace.rest()]) {
      expect(rest).toBeGreaterThanOrEqual(restFor(0));
      expect(rest).toBeLessThanOrEqual(restFor(1));
    }
  });
});
