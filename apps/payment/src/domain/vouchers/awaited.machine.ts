import type { Machine } from '#lib/kernel';

export type AwaitedStatus = 'expected' | 'awaited' | 'received' | 'waived' | 'not-owed';
export type AwaitedCommandName = 'ask' | 'come' | 'waive' | 'take-back';

/** Cards that a borrower owes for something lent. The subject is the lender's side of the loan. */
export const awaitedMachine: Machine<AwaitedStatus, AwaitedCommandName> = {
  name: 'vouchers awaited',
  initial: 'expected',
  statuses: {
    expected: { owner: 'system', deadline: { command: 'ask', after: 'at once: the transaction that hears of it' } },
    // no row waits for the clock: it is on the worklist once it is old
    awaited: {
      owner: 'staff',
      deadline: { command: 'come', after: 'a person; on the worklist after RESERVATION_REMINDER_DAYS' },
    },
    received: { owner: 'nobody', final: true },
    waived: { owner: 'nobody', final: true },
    'not-owed': { owner: 'nobody', final: true },
  },
  transitions: [
    { from: 'expected', on: 'ask', to: 'awaited', undo: 'compensate' },
    { from: 'expected', on: 'take-back', to: 'not-owed', undo: 'impossible' },
    { from: 'not-owed', on: 'ask', to: 'not-owed', undo: 'free' },
    // fewer came than were asked: it stays open
    { from: 'awaited', on: 'come', to: ['awaited', 'received'], undo: 'compensate' },
    { from: 'awaited', on: 'waive', to: 'waived', undo: 'impossible' },
    { from: 'awaited', on: 'take-back', to: 'not-owed', undo: 'impossible' },
    { from: 'awaited', on: 'ask', to: 'awaited', undo: 'free' },
  ],
};
