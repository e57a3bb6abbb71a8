import type { NoMail, NoticeLanguage, NoticeStatus } from '#lib/contracts';
import { err, ok, reject, transitionFor, type Decider } from '#lib/kernel';
import { noticeMachine, type NoticeCommandName } from './notice.machine.ts';

/** What a notice says beside the names, which are looked up when it is sent: days, and where a thing waits. */
export interface NoticeDates {
  readonly due?: string;
  readonly answerBy?: string;
  readonly days?: number;
}

export interface NoticeAbout extends NoticeDates {
  readonly requestId: string;
  readonly notice: string;
  readonly to: 'patron' | 'staff';
  readonly channel: 'email' | 'page';
  readonly language?: NoticeLanguage;
  readonly rule: string;
  readonly policyHash: string;
  /** The message of staff that it brings, where it brings one. */
  readonly message?: string;
}

/** One notice: what about, to whom (in no word who that is), and what became of it. */
export interface NoticeState extends NoticeAbout {
  readonly status: NoticeStatus;
  /** Since when it stands so. */
  readonly at: string;
  readonly why?: NoMail;
  readonly detail?: string;
  /** How often it was handed to the mail server's door. */
  readonly sendings: number;
}

type Begins = Extract<NoticeStatus, 'sending' | 'on-page' | 'withheld' | 'to-tell'>;
export type NoticeCommand =
  | { readonly type: 'begin'; readonly about: NoticeAbout; readonly status: Begins; readonly why?: NoMail; readonly at: string }
  | { readonly type: Exclude<NoticeCommandName, 'begin'>; readonly at: string; readonly why?: NoMail; readonly detail?: string };

export type NoticeEvent =
  | {
      readonly type: 'notice-decided';
      readonly about: NoticeAbout;
      readonly status: Begins;
      readonly why?: NoMail;
      readonly at: string;
    }
  | {
      readonly type: 'notice-moved';
      readonly status: NoticeStatus;
      readonly why?: NoMail;
      readonly detail?: string;
      readonly at: string;
    };

const initial: NoticeState = {
  requestId: '',
  notice: '',
  to: 'patron',
  channel: 'page',
  rule: '',
  policyHash: '',
  status: 'sending',
  at: '',
  sendings: 0,
};

export const noticeDecider: Decider<NoticeState, NoticeCommand, NoticeEvent> = {
  initial,
  decide(state, command) {
    if (command.type === 'begin') {
      const { about, status, why, at } = command;
      // decided before: nobody is told twice
      return ok(state.requestId ? [] : [{ type: 'notice-decided', about, status, at, ...(why && { why }) }]);
    }
    if (!state.requestId) return err(reject('not-found', 'There is no such notice.'));
    const step = transitionFor(noticeMachine, state.status, command.type);
    if (!step)
      return err(
        reject('already-settled', `This notice is ${WORDS[state.status]}.`, {
          remedy: 'Load the page again to see how it stands.',
        }),
      );
    const { at, why, detail } = command;
    return ok([{ type: 'notice-moved', status: step.to as NoticeStatus, at, ...(why && { why }), ...(detail && { detail }) }]);
  },
  evolve(state, event) {
    if (event.type === 'notice-decided') {
      const { about, status, at, why } = event;
      return { ...about, status, at, sendings: status === 'sending' ? 1 : 0, ...(why && { why }) };
    }
    const { why: _why, detail: _detail, ...kept } = state;
    const { status, at, why, detail } = event;
    const sendings = state.sendings + (status === 'sending' ? 1 : 0);
    return { ...kept, status, at, sendings, ...(why && { why }), ...(detail && { detail }) };
  },
};

const WORDS: Readonly<Record<NoticeStatus, string>> = {
  sending: 'on its way',
  sent: 'sent already',
  'on-page': 'on the page',
  withheld: 'held back',
  failed: 'not sent',
  uncertain: 'perhaps sent',
  'to-tell': 'for staff to tell',
  told: 'told already',
  lapsed: 'too old',
};
