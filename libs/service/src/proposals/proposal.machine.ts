import type { Machine } from '#lib/kernel';

export type ProposalStatus = 'proposed' | 'released' | 'sent-back' | 'lapsed' | 'withdrawn';
export type ProposalStep = 'release' | 'send-back' | 'withdraw' | 'lapse' | 'put-away';

/** What a student worker proposes, until somebody answers for it. Nothing happens before it is released. */
export const proposalMachine: Machine<ProposalStatus, ProposalStep> = {
  name: 'proposal',
  initial: 'proposed',
  statuses: {
    proposed: { owner: 'staff', deadline: { command: 'lapse', after: 'LAPSES_AFTER_DAYS' } },
    // the one who proposed it reads why
    'sent-back': { owner: 'staff', deadline: { command: 'put-away', after: 'PUT_AWAY_AFTER_DAYS' } },
    lapsed: { owner: 'staff', deadline: { command: 'put-away', after: 'PUT_AWAY_AFTER_DAYS' } },
    released: { owner: 'nobody', final: true },
    withdrawn: { owner: 'nobody', final: true },
  },
  transitions: [
    { from: 'proposed', on: 'release', to: 'released', undo: 'impossible' },
    { from: 'proposed', on: 'send-back', to: 'sent-back', undo: 'free' },
    { from: 'proposed', on: 'lapse', to: 'lapsed', undo: 'free' },
    { from: ['proposed', 'sent-back', 'lapsed'], on: 'withdraw', to: 'withdrawn', undo: 'free' },
    { from: ['sent-back', 'lapsed'], on: 'put-away', to: 'withdrawn', undo: 'free' },
  ],
};
