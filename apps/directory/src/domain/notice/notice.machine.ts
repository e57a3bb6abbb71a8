import type { NoticeStatus } from '#lib/contracts';
import type { Machine } from '#lib/kernel';

export type NoticeCommandName = 'begin' | 'take' | 'withhold' | 'fail' | 'doubt' | 'come-back' | 'tell' | 'again' | 'lapse';

/** A notice from the moment a rule asked for it. It begins where the rule and the patron's standing put it; most are sent. */
export const noticeMachine: Machine<NoticeStatus, NoticeCommandName> = {
  name: 'notice',
  initial: 'sending',
  statuses: {
    // the job's attempts end it; what became of its worker is found out by another
    sending: { owner: 'system', deadline: { command: 'fail', after: 'the attempts of send-notice' } },
    // the mail server has it; what becomes of it there is heard of only where mails that come back are taken
    sent: { owner: 'nobody', final: true, reopens: ['come-back'] },
    'on-page': { owner: 'nobody', final: true },
    withheld: { owner: 'nobody', final: true },
    failed: { owner: 'staff', deadline: { command: 'lapse', after: 'LAPSE_AFTER' } },
    uncertain: { owner: 'staff', deadline: { command: 'lapse', after: 'LAPSE_AFTER' } },
    'to-tell': { owner: 'staff', deadline: { command: 'lapse', after: 'LAPSE_AFTER' } },
    told: { owner: 'nobody', final: true },
    lapsed: { owner: 'nobody', final: true },
  },
  transitions: [
    { from: 'sending', on: 'begin', to: ['sending', 'on-page', 'withheld', 'to-tell'], undo: 'free' },
    { from: 'sending', on: 'take', to: 'sent', undo: 'impossible' },
    { from: 'sending', on: 'withhold', to: 'withheld', undo: 'free' },
    { from: 'sending', on: 'fail', to: 'failed', undo: 'free' },
    { from: 'sending', on: 'doubt', to: 'uncertain', undo: 'free' },
    { from: 'sent', on: 'come-back', to: 'failed', undo: 'free' },
    { from: ['failed', 'uncertain'], on: 'again', to: 'sending', undo: 'impossible' },
    { from: ['failed', 'uncertain', 'to-tell'], on: 'tell', to: 'told', undo: 'impossible' },
    { from: ['failed', 'uncertain', 'to-tell'], on: 'lapse', to: 'lapsed', undo: 'free' },
  ],
};
