import type { Machine } from '#lib/kernel';

export type InvoiceStatus = 'none' | 'draft' | 'issued' | 'overdue' | 'to-refund' | 'settled' | 'discarded';
export type InvoiceCommandName =
  'draft' | 'issue' | 'issue-credit' | 'discard' | 'pay' | 'take-back' | 'refund' | 'credit' | 'remind' | 'fall-due';

/** What may stand open after money or a credit note came: nothing, something, or more than was asked has been paid. */
const WHATEVER_IS_OPEN: readonly InvoiceStatus[] = ['issued', 'overdue', 'to-refund', 'settled'];

/**
 * An invoice of a library's own: drafted, issued with a number and fixed from then on, paid in one or several parts, credited by a credit note
 * (which is settled as it is issued). Overdue, it stands on the worklist until it is paid, credited, or a reminder has gone out.
 */
export const invoiceMachine: Machine<InvoiceStatus, InvoiceCommandName, 'staff' | 'debtor' | 'nobody'> = {
  name: 'invoice',
  initial: 'none',
  statuses: {
    none: { owner: 'staff', deadline: { command: 'draft', after: 'no wait: there is none yet' } },
    draft: { owner: 'staff', deadline: { command: 'fall-due', after: 'RESERVATION_REMINDER_DAYS' } },
    issued: { owner: 'debtor', deadline: { command: 'fall-due', after: 'the day it is due, or RESERVATION_REMINDER_DAYS' } },
    overdue: { owner: 'staff', deadline: { command: 'fall-due', after: 'RESERVATION_REMINDER_DAYS' } },
    'to-refund': { owner: 'staff', deadline: { command: 'fall-due', after: 'RESERVATION_REMINDER_DAYS' } },
    settled: { owner: 'nobody', final: true, reopens: ['take-back', 'credit'] },
    discarded: { owner: 'nobody', final: true },
  },
  transitions: [
    { from: ['none', 'draft'], on: 'draft', to: 'draft', undo: 'free' },
    { from: 'draft', on: 'discard', to: 'discarded', undo: 'free' },
    { from: 'draft', on: 'issue', to: 'issued', undo: 'compensate' },
    { from: 'none', on: 'issue-credit', to: 'settled', undo: 'impossible' },
    { from: ['issued', 'overdue'], on: 'pay', to: ['issued', 'overdue', 'settled'], undo: 'compensate' },
    { from: ['issued', 'overdue', 'to-refund', 'settled'], on: 'take-back', to: WHATEVER_IS_OPEN, undo: 'compensate' },
    { from: ['issued', 'overdue', 'to-refund', 'settled'], on: 'credit', to: WHATEVER_IS_OPEN, undo: 'impossible' },
    { from: 'to-refund', on: 'refund', to: ['to-refund', 'settled'], undo: 'compensate' },
    { from: 'overdue', on: 'remind', to: 'issued', undo: 'free' },
    { from: ['issued', 'overdue'], on: 'fall-due', to: 'overdue', undo: 'free' },
    { from: 'draft', on: 'fall-due', to: 'draft', undo: 'free' },
    { from: 'to-refund', on: 'fall-due', to: 'to-refund', undo: 'free' },
  ],
};
