import { err, ok, reject, transitionFor, type Decider, type Rejection, type Result } from '#lib/kernel';
import { evolve } from './evolve.ts';
import { policyVersionMachine } from './policy-version.machine.ts';
import {
  initial,
  type CheckedContent,
  type PolicyContent,
  type PolicyStatus,
  type PolicyVersionCommand,
  type PolicyVersionEvent,
  type PolicyVersionState,
} from './state.ts';

type Decided = Result<readonly PolicyVersionEvent[], Rejection>;

const SYSTEM = 'system';
const STATUS_WORDS: Readonly<Record<PolicyStatus, string>> = {
  draft: 'is a draft',
  proposed: 'is proposed and waits for approval',
  approved: 'is approved and waits to be published',
  live: 'is live',
  retired: 'is retired',
};
const NEXT: Readonly<Record<PolicyStatus, string>> = {
  draft: 'Propose it first.',
  proposed: 'Have it approved first, or send it back.',
  approved: 'Publish it, or edit it, which voids the approval.',
  live: 'Draft a new version from it.',
  retired: 'Draft a new version from it, or, where it has been live, roll back to it.',
};

export function decide(state: PolicyVersionState, command: PolicyVersionCommand): Decided {
  const exists = state.number > 0;
  const begins = command.type === 'draft' || command.type === 'install';
  if (!exists && !begins) return err(reject('not-found', 'There is no such version of a policy here.'));
  if (exists && begins) return err(reject('already-there', 'This version exists already.'));
  if (!transitionFor(policyVersionMachine, state.status, command.type))
    return err(reject('conflict', `Version ${state.number} ${STATUS_WORDS[state.status]}.`, { remedy: NEXT[state.status] }));
  switch (command.type) {
    case 'draft': {
      const { kind, number, origin, content, by, basedOn, note, now, deadline } = command;
      const base = basedOn === undefined ? {} : { basedOn };
      return ok([{ type: 'drafted', kind, number, origin, content, by, ...base, note, at: now, deadline }]);
    }
    case 'install': {
      const { kind, number, content, note, now } = command;
      return ok([{ type: 'installed', kind, number, content, note, at: now }]);
    }
    case 'edit': {
      const { content, by, note, now, deadline } = command;
      return same(content, state.content) ? ok([]) : ok([{ type: 'edited', content, by, note, at: now, deadline }]);
    }
    case 'propose': {
      const { checked, by, note, now, deadline } = command;
      return sound(state, checked) ?? ok([{ type: 'proposed', by, note, at: now, deadline }]);
    }
    case 'approve': {
      const { hash, by, note, now, deadline } = command;
      return seen(state, hash) ?? secondPair(state, command) ?? ok([{ type: 'approved', by, hash, note, at: now, deadline }]);
    }
    case 'send-back':
      return ok([{ type: 'sent-back', by: command.by, reason: command.reason, at: command.now, deadline: command.deadline }]);
    case 'publish':
      return publish(state, command);
    case 'restore':
      return restore(state, command);
    case 'retire':
      return ok([{ type: 'retired', by: command.by, reason: command.reason, at: command.now }]);
    case 'expire':
      return ok([{ type: 'retired', by: SYSTEM, reason: 'Nobody worked on it for long.', at: command.now }]);
  }
}

function publish(state: PolicyVersionState, command: Extract<PolicyVersionCommand, { type: 'publish' }>): Decided {
  const { approval } = state;
  const { hash, by, reason, now, fourEyes } = command;
  // the rule may have been switched on after the author had approved it
  if (fourEyes && approval && state.authors.includes(approval.by))
    return err(
      reject('forbidden', 'Whoever wrote it has approved it, and this library wants a second person.', {
        remedy: 'Send it back and have somebody else approve it.',
      }),
    );
  return (
    seen(state, hash) ??
    sound(state, command.checked) ??
    (approval?.hash === hash
      ? ok([{ type: 'published', by, reason, at: now }])
      : err(reject('not-approved', 'What was approved is another content.', { remedy: 'Have this one approved.' })))
  );
}

function restore(state: PolicyVersionState, command: Extract<PolicyVersionCommand, { type: 'restore' }>): Decided {
  if (!state.wasLive)
    return err(
      reject('never-live', `Version ${state.number} has never been live.`, {
        remedy: 'Draft a new version from it and have it approved.',
      }),
    );
  const { by, reason, now } = command;
  return sound(state, command.checked) ?? ok([{ type: 'restored', by, reason, at: now }]);
}

const same = (a: PolicyContent, b: PolicyContent): boolean => a.text === b.text && a.cases === b.cases;

/** What keeps this content from deciding: faults first, then cases that fail. */
function sound({ content }: PolicyVersionState, { hash, faults, cases, failing }: CheckedContent): Decided | undefined {
  if (faults.length)
    return err(
      reject('policy-has-errors', `${many(faults.length, 'error')}: ${faults.slice(0, 3).join(' · ')}`, {
        field: 'text',
        remedy: 'Mend what stands on these lines; then try again.',
      }),
    );
  if (hash === undefined || hash !== content.hash) return err(reject('conflict', 'It was edited while it was checked.'));
  if (!cases)
    return err(
      reject('no-cases', 'No case says what this policy has to decide.', {
        field: 'cases',
        remedy: 'Write at least one case: facts in, outcome out.',
      }),
    );
  return failing.length
    ? err(
        reject('cases-fail', `${failing.length} of ${many(cases, 'case')} fail: ${failing.slice(0, 3).join(' · ')}`, {
          field: 'cases',
          remedy: 'Mend the rules, or the cases where they ask for what is no longer wanted.',
        }),
      )
    : undefined;
}

/** Whether what the person looked at is what stands there now. */
const seen = ({ content, number }: PolicyVersionState, hash: string): Decided | undefined =>
  content.hash === hash
    ? undefined
    : err(
        reject('version-changed', `Version ${number} says something else by now.`, {
          remedy: 'Load it again, read what has changed, and decide then.',
        }),
      );

const secondPair = ({ authors }: PolicyVersionState, { fourEyes, by }: { fourEyes: boolean; by: string }): Decided | undefined =>
  fourEyes && authors.includes(by)
    ? err(
        reject('forbidden', 'You wrote some of it, and this library wants a second person to approve it.', {
          remedy: 'Ask somebody else who may approve rules.',
        }),
      )
    : undefined;

const many = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;

export const policyVersionDecider: Decider<PolicyVersionState, PolicyVersionCommand, PolicyVersionEvent> = {
  initial,
  decide,
  evolve,
};
