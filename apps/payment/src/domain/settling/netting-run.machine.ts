import type { Machine } from '#lib/kernel';

export type NettingStatus = 'none' | 'drawn-up' | 'approved' | 'settled' | 'withdrawn';
export type NettingCommandName = 'draw-up' | 'approve' | 'paid' | 'withdraw' | 'remind';

/** A month's debts between members in one currency, turned into few transfers: drawn up by one person, approved by another, paid one by one. */
export const nettingMachine: Machine<NettingStatus, NettingCommandName> = {
  name: 'netting',
  initial: 'none',
  statuses: {
    none: { owner: 'staff', deadline: { command: 'draw-up', after: 'when the operator draws it up' } },
    'drawn-up': { owner: 'staff', deadline: { command: 'remind', after: 'RESERVATION_REMINDER_DAYS' } },
    approved: { owner: 'staff', deadline: { command: 'remind', after: 'RESERVATION_REMINDER_DAYS' } },
    settled: { owner: 'nobody', final: true },
    withdrawn: { owner: 'nobody', final: true },
  },
  transitions: [
    { from: 'none', on: 'draw-up', to: 'drawn-up', undo: 'compensate' },
    // nobody owes anybody: there is nothing to pay
    { from: 'drawn-up', on: 'approve', to: ['approved', 'settled'], undo: 'impossible' },
    { from: 'drawn-up', on: 'withdraw', to: 'withdrawn', undo: 'compensate' },
    { from: 'approved', on: 'paid', to: ['approved', 'settled'], undo: 'impossible' },
    { from: 'settled', on: 'paid', to: 'settled', undo: 'free' },
    { from: 'drawn-up', on: 'remind', to: 'drawn-up', undo: 'free' },
    { from: 'approved', on: 'remind', to: 'approved', undo: 'free' },
  ],
};
