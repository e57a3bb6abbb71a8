import type { Machine, Undo } from '#lib/kernel';

/** How a parcel that nobody announced stands. */
export const PARCEL_STATUSES = ['waiting', 'matched', 'sent-back', 'kept'] as const;
export type ParcelStatus = (typeof PARCEL_STATUSES)[number];

/** What the desk does with it. */
export const PARCEL_ACTIONS = ['match-parcel', 'send-parcel-back', 'keep-parcel', 'undo'] as const;
export type ParcelAction = (typeof PARCEL_ACTIONS)[number];
type On = ParcelAction | 'time-out';

/** Working days until the desk is reminded of it, and reminded again. */
export const REMIND_AFTER = 3;

const step = (from: ParcelStatus | readonly ParcelStatus[], on: On, to: ParcelStatus, undo: Undo) => ({ from, on, to, undo });

/** What came without anybody waiting for it. No clock ends it: it lies on the desk until somebody has done something with it. */
export const parcelMachine: Machine<ParcelStatus, On> = {
  name: 'parcel',
  initial: 'waiting',
  statuses: {
    waiting: {
      owner: 'staff',
      deadline: { command: 'time-out', after: `${REMIND_AFTER} working days, and again each time` },
    },
    matched: { owner: 'nobody', final: true, reopens: ['undo'] },
    'sent-back': { owner: 'nobody', final: true },
    kept: { owner: 'nobody', final: true, reopens: ['undo'] },
  },
  transitions: [
    step('waiting', 'match-parcel', 'matched', 'free'),
    // it has left the house
    step('waiting', 'send-parcel-back', 'sent-back', 'impossible'),
    step('waiting', 'keep-parcel', 'kept', 'free'),
    step('waiting', 'time-out', 'waiting', 'impossible'),
    step(['matched', 'kept'], 'undo', 'waiting', 'free'),
  ],
};
