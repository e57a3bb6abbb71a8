import type { Machine } from '#lib/kernel';

export type Status = 'received' | 'waiting-for-staff' | 'verified' | 'ended' | 'cancelled';
export type CommandName =
  'verify' | 'correct' | 'go-on' | 'cancel' | 'answer' | 'remind' | 'languish' | 'end' | 'renew' | 'not-obtained' | 'resume';

/** A request at intake's desk: from the door until sourcing may decide, and its standing until it has ended elsewhere. */
export const requestMachine: Machine<Status, CommandName> = {
  name: 'request',
  initial: 'received',
  statuses: {
    // the registry is being asked; when it does not answer the request is taken as cited
    received: { owner: 'system', deadline: { command: 'verify', after: 'CHECK_WITHIN' } },
    'waiting-for-staff': { owner: 'staff', deadline: { command: 'remind', after: 'REMIND_STAFF_AFTER' } },
    // in the hands of sourcing and fulfillment; nothing languishes unseen
    verified: { owner: 'system', deadline: { command: 'languish', after: 'LANGUISH_AFTER' } },
    // what turns out to be no good opens it again
    ended: { owner: 'nobody', final: true, reopens: ['not-obtained', 'resume'] },
    cancelled: { owner: 'nobody', final: true },
  },
  transitions: [
    { from: 'received', on: 'verify', to: ['verified', 'waiting-for-staff'], undo: 'free' },
    { from: ['received', 'waiting-for-staff', 'verified'], on: 'correct', to: 'received', undo: 'compensate' },
    { from: 'waiting-for-staff', on: 'go-on', to: 'verified', undo: 'free' },
    { from: 'waiting-for-staff', on: 'remind', to: 'waiting-for-staff', undo: 'free' },
    { from: 'verified', on: 'answer', to: 'verified', undo: 'impossible' },
    { from: 'verified', on: 'renew', to: 'verified', undo: 'impossible' },
    { from: ['verified', 'ended'], on: 'not-obtained', to: 'verified', undo: 'impossible' },
    { from: ['verified', 'ended'], on: 'resume', to: 'verified', undo: 'impossible' },
    { from: 'received', on: 'resume', to: 'received', undo: 'impossible' },
    { from: 'waiting-for-staff', on: 'resume', to: 'waiting-for-staff', undo: 'impossible' },
    { from: 'verified', on: 'languish', to: 'verified', undo: 'free' },
    { from: ['received', 'waiting-for-staff', 'verified'], on: 'cancel', to: 'cancelled', undo: 'impossible' },
    { from: ['received', 'waiting-for-staff', 'verified'], on: 'end', to: 'ended', undo: 'impossible' },
  ],
};
