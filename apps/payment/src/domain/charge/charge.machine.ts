import type { Machine } from '#lib/kernel';

export type ChargeStatus = 'expected' | 'undecided' | 'posted' | 'over-fund' | 'nothing-to-post' | 'reversed-early' | 'reversed';
export type ChargeCommandName = 'incur' | 'settle' | 'reverse' | 'cover' | 'remind';

/** What one supply attempt costs, and how the ledger holds it. The subject is the attempt; it costs at most once. */
export const chargeMachine: Machine<ChargeStatus, ChargeCommandName> = {
  name: 'charge',
  initial: 'expected',
  statuses: {
    expected: { owner: 'system', deadline: { command: 'incur', after: 'at once: the transaction that hears of it' } },
    // the charges policy does not say how it is settled, or could not be asked: a person does
    undecided: {
      owner: 'staff',
      deadline: { command: 'remind', after: 'RESERVATION_REMINDER_DAYS; an hour where no policy could be asked' },
    },
    posted: { owner: 'nobody', final: true },
    // bought, but dearer than the fund could carry: a manager raises the allocation
    'over-fund': { owner: 'staff', deadline: { command: 'remind', after: 'RESERVATION_REMINDER_DAYS' } },
    'nothing-to-post': { owner: 'nobody', final: true },
    'reversed-early': { owner: 'nobody', final: true },
    reversed: { owner: 'nobody', final: true },
  },
  transitions: [
    { from: 'expected', on: 'incur', to: ['posted', 'undecided', 'over-fund', 'nothing-to-post'], undo: 'compensate' },
    { from: 'undecided', on: 'settle', to: ['posted', 'nothing-to-post'], undo: 'compensate' },
    { from: 'undecided', on: 'remind', to: 'undecided', undo: 'free' },
    { from: 'undecided', on: 'incur', to: 'undecided', undo: 'free' },
    { from: 'expected', on: 'reverse', to: 'reversed-early', undo: 'impossible' },
    // both entries are posted then: the trail shows what happened, the sum is nothing
    { from: 'reversed-early', on: 'incur', to: 'reversed', undo: 'impossible' },
    { from: 'reversed-early', on: 'reverse', to: 'reversed-early', undo: 'free' },
    { from: 'over-fund', on: 'cover', to: ['over-fund', 'posted'], undo: 'compensate' },
    { from: 'over-fund', on: 'remind', to: 'over-fund', undo: 'free' },
    { from: ['posted', 'undecided', 'over-fund', 'nothing-to-post'], on: 'reverse', to: 'reversed', undo: 'impossible' },
    { from: 'posted', on: 'incur', to: 'posted', undo: 'free' },
    { from: 'over-fund', on: 'incur', to: 'over-fund', undo: 'free' },
    { from: 'nothing-to-post', on: 'incur', to: 'nothing-to-post', undo: 'free' },
    { from: 'reversed', on: 'incur', to: 'reversed', undo: 'free' },
    { from: 'reversed', on: 'reverse', to: 'reversed', undo: 'free' },
  ],
};
