import fc from 'fast-check';
import { ManualClock, systemClock } from './clock.ts';
import { fold, run, type Decider } from './decider.ts';
import { reject } from './rejection.ts';
import { err, ok } from './result.ts';

type Command = { type: 'put' | 'take'; count: number };
type Event = { type: 'put' | 'taken'; count: number };

/** A shelf: nothing can be taken that is not there. */
const shelf: Decider<number, Command, Event> = {
  initial: 0,
  decide: (left, { type, count }) => {
    if (type === 'put') return ok(count ? [{ type: 'put', count }] : []);
    return left < count ? err(reject('too-few', `There are only ${left}.`)) : ok([{ type: 'taken', count }]);
  },
  evolve: (left, { type, count }) => (type === 'put' ? left + count : left - count),
};
const commands = fc.array(fc.record({ type: fc.constantFrom('put' as const, 'take' as const), count: fc.nat(5) }));

describe('a decider', () => {
  it('folds events one after another, from any state', () => {
    expect(
      fold(shelf, [
        { type: 'put', count: 3 },
        { type: 'taken', count: 1 },
      ]),
    ).toBe(2);
    expect(fold(shelf, [{ type: 'taken', count: 1 }], 9)).toBe(8);
  });

  it('gives the state its own events lead to', () => {
    fc.assert(
      fc.property(commands, (list) => {
        const ran = run(shelf, list);
        const folded = ran.ok
          ? ok({ ...ran.value, state: fold(shelf, ran.value.events) })
          : err({ ...ran.error, code: 'too-few' });
        expect(ran).toEqual(folded);
      }),
    );
  });

  it('runs in two goes as in one', () => {
    fc.assert(
      fc.property(commands, commands, (first, second) => {
        const whole = run(shelf, [...first, ...second]);
        const begun = run(shelf, first);
        const rest = begun.ok ? run(shelf, second, begun.value.state) : begun;
        const joined = begun.ok && rest.ok ? ok({ ...rest.value, events: [...begun.value.events, ...rest.value.events] }) : rest;
        expect(joined).toEqual(whole);
      }),
    );
  });

  it('stops at the first refusal', () => {
    expect(
      run(shelf, [
        { type: 'put', count: 1 },
        { type: 'take', count: 2 },
        { type: 'put', count: 1 },
      ]),
    ).toEqual(err(reject('too-few', 'There are only 1.')));
  });
});

describe('clocks', () => {
  it('stand, advance and are set by hand', () => {
    const clock = new ManualClock('2025-10-06T14:00:00Z');
    const first = clock.now();
    clock.advance(90_000);
    expect(clock.now().toISOString()).toBe('2025-10-06T14:01:30.000Z');
    expect(first.toISOString()).toBe('2025-10-06T14:00:00.000Z');
    clock.set('2025-10-07T00:00:00Z');
    expect(clock.now().toISOString()).toBe('2025-10-07T00:00:00.000Z');
  });

  it('are the machine’s in production', () => {
    const before = Date.now();
    const now = systemClock.now().getTime();
    expect(now >= before && now <= Date.now()).toBe(true);
  });
});
