import type { Machine } from '#lib/kernel';

export type FeeStatus = 'none' | 'owed' | 'to-refund' | 'settled';
export type FeeCommandName = 'owe' | 'take-back' | 'pay' | 'waive' | 'refund' | 'remind';

/** What there may be after any step: something open, too much paid, or neither. */
const WHATEVER_IS_OPEN: readonly FeeStatus[] = ['owed', 'to-refund', 'settled'];
const NO_WAIT = 'no wait: it stands with the patron, and at the desk';

/** What a patron pays for one supply attempt: paid at the desk in one or several parts, waived, taken back with what it was for, given back. */
export const feeMachine: Machine<FeeStatus, FeeCommandName> = {
  name: 'patron-fee',
  initial: 'none',
  statuses: {
    none: { owner: 'system', deadline: { command: 'owe', after: 'when it is sent' } },
    owed: { owner: 'patron', deadline: { command: 'remind', after: NO_WAIT } },
    'to-refund': { owner: 'staff', deadline: { command: 'remind', after: NO_WAIT } },
    settled: { owner: 'nobody', final: true, reopens: ['owe', 'take-back', 'waive'] },
  },
  transitions: [
    { from: ['none', ...WHATEVER_IS_OPEN], on: 'owe', to: WHATEVER_IS_OPEN, undo: 'compensate' },
    { from: WHATEVER_IS_OPEN, on: 'take-back', to: ['to-refund', 'settled'], undo: 'compensate' },
    { from: 'owed', on: 'pay', to: ['owed', 'settled'], undo: 'compensate' },
    { from: WHATEVER_IS_OPEN, on: 'waive', to: WHATEVER_IS_OPEN, undo: 'impossible' },
    { from: 'to-refund', on: 'refund', to: ['to-refund', 'settled'], undo: 'compensate' },
    { from: 'owed', on: 'remind', to: 'owed', undo: 'free' },
    { from: 'to-refund', on: 'remind', to: 'to-refund', undo: 'free' },
  ],
};
