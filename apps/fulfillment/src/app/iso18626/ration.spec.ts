import { Ration } from './refused.ts';

it('gives so many within its time, then none until it is over', () => {
  const ration = new Ration(3, 1000);
  expect([0, 1, 2, 3, 999].map((now) => ration.take(now))).toEqual([true, true, true, false, false]);
  expect(ration.missed).toBe(2);
  expect([1000, 1001, 1002, 1003].map((now) => ration.take(now))).toEqual([true, true, true, false]);
});
