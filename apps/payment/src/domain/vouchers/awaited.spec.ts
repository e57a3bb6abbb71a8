import type { LentCharged } from '#lib/contracts';
import { faults } from '#lib/kernel';
import { given } from '#lib/testing';
import { awaitedMachine } from './awaited.machine.ts';
import { awaitedDecider, type AwaitedEvent } from './awaited.ts';

const charge: LentCharged = {
  borrower: 'UBA',
  country: 'AR',
  member: false,
  service: 'loan',
  means: 'vouchers',
  halves: 3,
  reference: 'R1',
  policy: { hash: 'h', rules: ['abroad-vouchers'] },
  reasons: ['Abroad.'],
};
const asked: AwaitedEvent = { type: 'asked', charge };
const came = (halves: number, ...cards: string[]): AwaitedEvent => ({ type: 'came', halves, cards });
const taken: AwaitedEvent = { type: 'taken-back', reason: 'Lost.' };

describe('cards to come', () => {
  it('have a sound table', () => expect(faults(awaitedMachine)).toEqual([]));
  it('are awaited once, and open until as many came as were asked', () => {
    given(awaitedDecider, [asked]).when({ type: 'ask', charge }).then([]);
    const some = given(awaitedDecider, [asked]).when({ type: 'come', halves: 2, cards: ['A-1'] });
    expect(some.state()).toMatchObject({ status: 'awaited', asked: 3, come: 2 });
    given(awaitedDecider, [asked, came(2, 'A-1')])
      .when({ type: 'come', halves: 2, cards: ['A-2'] })
      .rejected('more-than-asked');
    const all = given(awaitedDecider, [asked, came(2, 'A-1')]).when({ type: 'come', halves: 1, cards: ['A-2'] });
    expect(all.state()).toMatchObject({ status: 'received', cards: ['A-1', 'A-2'] });
    given(awaitedDecider, [asked, came(3, 'A')])
      .when({ type: 'come', halves: 1, cards: ['B'] })
      .rejected('not-awaited');
  });
  it('are waived with a reason, and not awaited any more once the charge is taken back, whichever is heard first', () => {
    given(awaitedDecider, [asked])
      .when({ type: 'waive', reason: 'Ours to give.' })
      .then([{ type: 'waived', reason: 'Ours to give.' }]);
    given(awaitedDecider, []).when({ type: 'waive', reason: 'x' }).rejected('not-awaited');
    given(awaitedDecider, [asked]).when({ type: 'take-back', reason: 'Lost.' }).then([taken]);
    expect(given(awaitedDecider, [taken]).when({ type: 'ask', charge }).state()).toMatchObject({ status: 'not-owed', asked: 3 });
    given(awaitedDecider, [asked, came(3, 'A')])
      .when({ type: 'take-back', reason: 'Lost.' })
      .then([]);
    given(awaitedDecider, [asked, taken])
      .when({ type: 'come', halves: 1, cards: ['A'] })
      .rejected('not-awaited');
  });
  it('of another means are none', () => {
    given(awaitedDecider, [])
      .when({ type: 'ask', charge: { ...charge, halves: undefined, means: 'invoice' } })
      .then([]);
  });
});
