import type { Machine } from '#lib/kernel';

export type ManualStatus = 'none' | 'proposed' | 'posted' | 'refused' | 'reversal-proposed' | 'reversed';
export type ManualCommandName = 'propose' | 'approve' | 'refuse' | 'reverse' | 'remind';

const ON_THE_LIST = { command: 'remind', after: 'no wait: it stands on the worklist of money' } as const;

/** An entry that a person wrote: above the limit a second one approves it, and likewise what takes it back. */
export const manualMachine: Machine<ManualStatus, ManualCommandName> = {
  name: 'manual-entry',
  initial: 'none',
  statuses: {
    none: { owner: 'staff', deadline: { command: 'propose', after: 'when an accountant proposes it' } },
    proposed: { owner: 'staff', deadline: ON_THE_LIST },
    posted: { owner: 'staff', deadline: { command: 'remind', after: 'no wait: it stands, and may be taken back' } },
    refused: { owner: 'nobody', final: true },
    'reversal-proposed': { owner: 'staff', deadline: ON_THE_LIST },
    reversed: { owner: 'nobody', final: true },
  },
  transitions: [
    // up to the limit it is posted at once
    { from: 'none', on: 'propose', to: ['proposed', 'posted'], undo: 'compensate' },
    { from: 'proposed', on: 'approve', to: 'posted', undo: 'compensate' },
    { from: 'proposed', on: 'refuse', to: 'refused', undo: 'impossible' },
    { from: 'posted', on: 'reverse', to: ['reversal-proposed', 'reversed'], undo: 'compensate' },
    { from: 'reversal-proposed', on: 'approve', to: 'reversed', undo: 'impossible' },
    { from: 'reversal-proposed', on: 'refuse', to: 'posted', undo: 'free' },
    { from: 'posted', on: 'remind', to: 'posted', undo: 'free' },
    { from: 'proposed', on: 'remind', to: 'proposed', undo: 'free' },
    { from: 'reversal-proposed', on: 'remind', to: 'reversal-proposed', undo: 'free' },
  ],
};
