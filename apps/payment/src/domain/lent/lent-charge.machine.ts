import type { Machine } from '#lib/kernel';

export type LentChargeStatus = 'awaited' | 'expected' | 'to-bill' | 'elsewhere' | 'taken-back-early' | 'taken-back';
export type LentChargeCommandName = 'charge' | 'take-back';

/** What a library asks for something it has lent. The subject is its side of the loan or copy; it asks at most once. */
export const lentChargeMachine: Machine<LentChargeStatus, LentChargeCommandName> = {
  name: 'lent-charge',
  initial: 'awaited',
  statuses: {
    awaited: { owner: 'system', deadline: { command: 'charge', after: 'at once: the transaction that hears of it' } },
    // credited by OCLC or EFTS, as a report of theirs will confirm
    expected: { owner: 'nobody', final: true },
    // it is asked on an invoice; on which, the invoices say
    'to-bill': { owner: 'nobody', final: true },
    // posted from the borrower's side, or settled without this ledger
    elsewhere: { owner: 'nobody', final: true },
    'taken-back-early': { owner: 'nobody', final: true },
    'taken-back': { owner: 'nobody', final: true },
  },
  transitions: [
    { from: 'awaited', on: 'charge', to: ['expected', 'to-bill', 'elsewhere'], undo: 'compensate' },
    { from: 'awaited', on: 'take-back', to: 'taken-back-early', undo: 'impossible' },
    { from: 'taken-back-early', on: 'charge', to: 'taken-back', undo: 'impossible' },
    { from: 'taken-back-early', on: 'take-back', to: 'taken-back-early', undo: 'free' },
    { from: ['expected', 'to-bill', 'elsewhere'], on: 'take-back', to: 'taken-back', undo: 'impossible' },
    { from: 'expected', on: 'charge', to: 'expected', undo: 'free' },
    { from: 'to-bill', on: 'charge', to: 'to-bill', undo: 'free' },
    { from: 'elsewhere', on: 'charge', to: 'elsewhere', undo: 'free' },
    { from: 'taken-back', on: 'charge', to: 'taken-back', undo: 'free' },
    { from: 'taken-back', on: 'take-back', to: 'taken-back', undo: 'free' },
  ],
};
