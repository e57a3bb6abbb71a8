import { given } from '#lib/testing';
import { practiceDecider, type PracticeEvent } from './practice.ts';

const at = '2025-10-06T14:00:00.000Z';
const make = { type: 'make', library: 'LCC', at, by: 'head' } as const;
const made = (n: number): PracticeEvent => ({ type: 'practice-made', symbol: `LCC-P${n}`, at, by: 'head' });

describe('a library’s practice copy', () => {
  it('is made, one at a time', () => {
    given(practiceDecider)
      .when(make)
      .then([made(1)]);
    given(practiceDecider, [made(1)])
      .when(make)
      .rejected('already-practice');
  });
  it('is removed, and the next one has another symbol', () => {
    given(practiceDecider, [made(1)])
      .when({ type: 'remove' })
      .then([{ type: 'practice-removed', symbol: 'LCC-P1' }]);
    given(practiceDecider, [made(1), { type: 'practice-removed', symbol: 'LCC-P1' }])
      .when(make)
      .then([made(2)]);
  });
  it('is not there to remove', () => {
    given(practiceDecider).when({ type: 'remove' }).rejected('no-such-practice-copy');
  });
});
