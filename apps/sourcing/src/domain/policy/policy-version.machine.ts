import type { Machine } from '#lib/kernel';
import type { PolicyStatus, PolicyVersionCommand } from './state.ts';

const OPEN: readonly PolicyStatus[] = ['draft', 'proposed', 'approved'];
const idle = { command: 'expire', after: 'POLICY_IDLE_DAYS without anybody working on it' };

/** The life of one version of a policy. `live` and `retired` wait for nobody: one decides, the other is kept to look up and to go back to. */
export const policyVersionMachine: Machine<PolicyStatus, PolicyVersionCommand['type']> = {
  name: 'policy-version',
  initial: 'draft',
  statuses: {
    draft: { owner: 'staff', deadline: idle },
    proposed: { owner: 'staff', deadline: idle },
    approved: { owner: 'staff', deadline: idle },
    live: { owner: 'nobody', final: true },
    retired: { owner: 'nobody', final: true },
  },
  transitions: [
    { from: 'draft', on: 'draft', to: 'draft', undo: 'free' },
    { from: 'draft', on: 'install', to: 'live', undo: 'compensate' },
    { from: OPEN, on: 'edit', to: 'draft', undo: 'free' },
    { from: 'draft', on: 'propose', to: 'proposed', undo: 'free' },
    { from: 'proposed', on: 'approve', to: 'approved', undo: 'free' },
    { from: ['proposed', 'approved'], on: 'send-back', to: 'draft', undo: 'free' },
    { from: 'approved', on: 'publish', to: 'live', undo: 'compensate' },
    { from: 'retired', on: 'restore', to: 'live', undo: 'compensate' },
    { from: [...OPEN, 'live'], on: 'retire', to: 'retired', undo: 'compensate' },
    { from: OPEN, on: 'expire', to: 'retired', undo: 'free' },
  ],
};
