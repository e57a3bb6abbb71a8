import type { Machine } from '#lib/kernel';
import type { ProcessCommand } from './commands.ts';
import type { ProcessStatus } from './state.ts';

/**
 * The request while it is supplied. Its attempts have deadlines of their own; the process's is the watch over all of them: what is
 * still open then is shown to staff, and after the library's hard cap it ends.
 */
export const processMachine: Machine<ProcessStatus, ProcessCommand['on']> = {
  name: 'fulfilling',
  initial: 'supplying',
  statuses: {
    supplying: {
      owner: 'system',
      deadline: { command: 'time-out', after: '30 working days, a lender’s own date, or a hard cap' },
    },
    exhausted: { owner: 'system', deadline: { command: 'time-out', after: '10 working days, or a hard cap' } },
    finished: {
      owner: 'system',
      deadline: { command: 'time-out', after: '30 working days, a lender’s own date, or a hard cap' },
    },
    cancelling: {
      owner: 'system',
      deadline: { command: 'time-out', after: '30 working days, a lender’s own date, or a hard cap' },
    },
    closed: { owner: 'nobody', final: true, reopens: ['attempt-changed'] },
  },
  transitions: [
    {
      from: ['supplying', 'exhausted'],
      on: 'decided',
      to: ['supplying', 'exhausted', 'cancelling', 'closed'],
      undo: 'compensate',
    },
    // too late to be carried out: money held for it goes back
    { from: ['finished'], on: 'decided', to: 'finished', undo: 'impossible' },
    { from: ['cancelling'], on: 'decided', to: 'cancelling', undo: 'impossible' },
    { from: ['closed'], on: 'decided', to: 'closed', undo: 'impossible' },
    // cancelling: the hard cap over the asking was reached
    {
      from: 'supplying',
      on: 'attempt-changed',
      to: ['supplying', 'exhausted', 'finished', 'cancelling', 'closed'],
      undo: 'impossible',
    },
    { from: 'exhausted', on: 'attempt-changed', to: ['exhausted', 'supplying', 'finished', 'closed'], undo: 'impossible' },
    {
      from: 'finished',
      on: 'attempt-changed',
      to: ['finished', 'supplying', 'exhausted', 'cancelling', 'closed'],
      undo: 'impossible',
    },
    { from: 'cancelling', on: 'attempt-changed', to: ['cancelling', 'finished', 'closed'], undo: 'impossible' },
    // open again: what the patron had was no good
    { from: 'closed', on: 'attempt-changed', to: ['closed', 'supplying', 'exhausted', 'cancelling'], undo: 'impossible' },
    {
      from: ['supplying', 'exhausted', 'finished', 'cancelling'],
      on: 'follow',
      to: ['supplying', 'exhausted', 'finished', 'cancelling'],
      undo: 'impossible',
    },
    { from: 'closed', on: 'follow', to: 'closed', undo: 'impossible' },
    { from: ['supplying', 'exhausted'], on: 'cancel', to: ['cancelling', 'closed'], undo: 'impossible' },
    { from: ['supplying', 'exhausted'], on: 'ended', to: ['cancelling', 'closed'], undo: 'impossible' },
    { from: 'supplying', on: 'time-out', to: ['supplying', 'exhausted', 'cancelling', 'closed'], undo: 'impossible' },
    { from: 'exhausted', on: 'time-out', to: ['exhausted', 'cancelling', 'closed'], undo: 'impossible' },
    { from: 'finished', on: 'time-out', to: ['finished', 'cancelling', 'closed'], undo: 'impossible' },
    { from: 'cancelling', on: 'time-out', to: ['cancelling', 'closed'], undo: 'impossible' },
  ],
};
