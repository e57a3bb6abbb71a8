import type { Machine } from '#lib/kernel';

export type ReservationStatus = 'asked' | 'held' | 'refused' | 'released' | 'committed';
export type ReservationCommandName = 'reserve' | 'release' | 'commit' | 'remind' | 'keep';

/**
 * A part of a fund promised to one request. Messages about it come from two services, so every command is allowed in every status; where
 * it comes too late or twice it changes nothing. A purchase that really happened always wins.
 */
export const reservationMachine: Machine<ReservationStatus, ReservationCommandName> = {
  name: 'reservation',
  initial: 'asked',
  statuses: {
    asked: { owner: 'system', deadline: { command: 'reserve', after: 'at once: the transaction that hears of it' } },
    held: { owner: 'system', deadline: { command: 'remind', after: 'RESERVATION_REMINDER_DAYS' } },
    refused: { owner: 'nobody', final: true },
    released: { owner: 'nobody', final: true },
    committed: { owner: 'nobody', final: true },
  },
  transitions: [
    { from: 'asked', on: 'reserve', to: ['held', 'refused'], undo: 'compensate' },
    { from: 'asked', on: 'release', to: 'released', undo: 'compensate' },
    // a cost for a reservation nobody asked for: the money is owed all the same
    { from: 'asked', on: 'commit', to: 'committed', undo: 'compensate' },
    { from: 'held', on: 'reserve', to: 'held', undo: 'free' },
    { from: 'held', on: 'release', to: 'released', undo: 'compensate' },
    { from: 'held', on: 'commit', to: 'committed', undo: 'compensate' },
    { from: 'held', on: 'remind', to: 'held', undo: 'free' },
    // a person has looked: it is still wanted
    { from: 'held', on: 'keep', to: 'held', undo: 'free' },
    { from: 'refused', on: 'reserve', to: 'refused', undo: 'free' },
    { from: 'refused', on: 'release', to: 'refused', undo: 'free' },
    { from: ['refused', 'released'], on: 'commit', to: 'committed', undo: 'compensate' },
    { from: 'released', on: 'reserve', to: 'released', undo: 'free' },
    { from: 'released', on: 'release', to: 'released', undo: 'free' },
    { from: 'committed', on: 'reserve', to: 'committed', undo: 'free' },
    { from: 'committed', on: 'release', to: 'committed', undo: 'free' },
    { from: 'committed', on: 'commit', to: 'committed', undo: 'free' },
  ],
};
