import { err, ok, reject, transitionFor, type Decider, type Rejection } from '#lib/kernel';
import type { Action, Role } from '#lib/contracts';
import { proposalMachine, type ProposalStatus, type ProposalStep } from './proposal.machine.ts';

/** What was asked for, to be carried out exactly so when it is released. */
export interface Proposed {
  readonly action: Action;
  readonly method: string;
  /** With its query: the version that was seen is part of what was proposed. */
  readonly path: string;
  readonly body: unknown;
  readonly requestId: string;
  readonly title: string;
  /** Who proposes: their account. It is carried out as theirs, with what they were let do and at their branch. */
  readonly by: string;
  readonly roles: readonly Role[];
  readonly branch?: string;
  /** What would follow, as it was seen when it was tried out: types of messages, kinds of jobs. */
  readonly would: readonly string[];
}

export interface ProposalState {
  readonly status: ProposalStatus | 'new';
  readonly proposed?: Proposed;
  readonly since: string;
  readonly deadline?: string;
  /** Who released it or sent it back, and why. */
  readonly answer?: { readonly by: string; readonly reason?: string };
}

export type ProposalCommand = { readonly now: string } & (
  | { readonly type: 'propose'; readonly proposed: Proposed; readonly deadline: string }
  | { readonly type: 'release'; readonly by: string }
  | { readonly type: 'send-back'; readonly by: string; readonly reason: string; readonly deadline: string }
  | { readonly type: 'withdraw'; readonly by: string }
  | { readonly type: 'lapse'; readonly deadline: string }
  | { readonly type: 'put-away' }
);

export type ProposalEvent = { readonly at: string } & (
  | { readonly type: 'proposed'; readonly proposed: Proposed; readonly deadline: string }
  | { readonly type: 'released'; readonly by: string; readonly proposedBy: string }
  | {
      readonly type: 'sent-back';
      readonly by: string;
      readonly proposedBy: string;
      readonly reason: string;
      readonly deadline: string;
    }
  | { readonly type: 'withdrawn'; readonly by: string }
  | { readonly type: 'lapsed'; readonly deadline: string }
  | { readonly type: 'put-away' }
);

const WORDS: Readonly<Record<ProposalStatus, string>> = {
  proposed: 'still waits',
  released: 'has been released',
  'sent-back': 'has been sent back',
  lapsed: 'has waited too long and lapsed',
  withdrawn: 'has been withdrawn',
};
const notNow = (status: ProposalStatus): Rejection =>
  reject(`already-${status}`, `The proposal ${WORDS[status]}.`, { remedy: 'Load the queue again.' });

export const proposalDecider: Decider<ProposalState, ProposalCommand, ProposalEvent> = {
  initial: { status: 'new', since: '1970-01-01T00:00:00.000Z' },
  decide({ status, proposed }, command) {
    const at = command.now;
    if (command.type === 'propose')
      return status === 'new'
        ? ok([{ type: 'proposed', proposed: command.proposed, deadline: command.deadline, at }])
        : err(reject('already-proposed', 'This has been proposed already.'));
    if (status === 'new' || !proposed) return err(reject('not-found', 'There is no such proposal at this library.'));
    const step: ProposalStep = command.type;
    if (!transitionFor(proposalMachine, status, step))
      return command.type === 'lapse' || command.type === 'put-away' ? ok([]) : err(notNow(status));
    switch (command.type) {
      case 'release':
        if (command.by === proposed.by)
          return err(reject('not-yours', 'What somebody proposes, somebody else releases.', { remedy: 'Ask a supervisor.' }));
        return ok([{ type: 'released', by: command.by, proposedBy: proposed.by, at }]);
      case 'send-back':
        return ok([
          { type: 'sent-back', by: command.by, proposedBy: proposed.by, reason: command.reason, deadline: command.deadline, at },
        ]);
      case 'withdraw':
        if (command.by !== proposed.by) return err(reject('not-found', 'You have proposed nothing of the kind.'));
        return ok([{ type: 'withdrawn', by: command.by, at }]);
      case 'lapse':
        return ok([{ type: 'lapsed', deadline: command.deadline, at }]);
      case 'put-away':
        return ok([{ type: 'put-away', at }]);
    }
  },
  evolve(state, event) {
    const { at: since } = event;
    switch (event.type) {
      case 'proposed':
        return { status: 'proposed', proposed: event.proposed, since, deadline: event.deadline };
      case 'released':
        return { ...closed(state, since), status: 'released', answer: { by: event.by } };
      case 'sent-back': {
        const { by, reason, deadline } = event;
        return { ...state, status: 'sent-back', since, deadline, answer: { by, reason } };
      }
      case 'lapsed':
        return { ...state, status: 'lapsed', since, deadline: event.deadline };
      case 'withdrawn':
      case 'put-away':
        return { ...closed(state, since), status: 'withdrawn' };
    }
  },
};

function closed(state: ProposalState, since: string): ProposalState {
  const { deadline: _, ...rest } = state;
  return { ...rest, since };
}
