import fc from 'fast-check';
import { merge, numberStamp, type Said } from './registers.ts';

const said = fc.record({
  field: fc.constantFrom('first', 'last'),
  stamp: fc.nat(3).map(numberStamp),
  value: fc.oneof(fc.nat(3), fc.constantFrom('a', 'b'), fc.constant(null)),
});
const things = fc.array(said).map((list) => list.map((thing): Said => ({ ...thing, keep: thing.field })));

describe('registers', () => {
  it('keep the first or the last word, by stamp', () => {
    const merged = merge({}, [
      { field: 'a', stamp: numberStamp(2), value: 'two', keep: 'last' },
      { field: 'a', stamp: numberStamp(10), value: 'ten', keep: 'last' },
      { field: 'b', stamp: numberStamp(2), value: 'two', keep: 'first' },
      { field: 'b', stamp: numberStamp(10), value: 'ten', keep: 'first' },
    ]);
    expect(merged['a']?.[1]).toBe('ten');
    expect(merged['b']?.[1]).toBe('two');
  });

  it('come out the same in any order and after repeats, even with equal stamps', () => {
    fc.assert(
      fc.property(things, fc.infiniteStream(fc.nat()), (list, dice) => {
        const shuffled = [...list, ...list].map((thing) => [dice.next().value, thing] as const).toSorted(([a], [b]) => a - b);
        expect(
          merge(
            {},
            shuffled.map(([, thing]) => thing),
          ),
        ).toEqual(merge({}, list));
      }),
    );
  });

  it('are the same object when nothing new was said', () => {
    const known = merge({}, [{ field: 'a', stamp: '1', value: 1, keep: 'last' }]);
    expect(merge(known, [{ field: 'a', stamp: '0', value: 2, keep: 'last' }])).toBe(known);
  });
});
