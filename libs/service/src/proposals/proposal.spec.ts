import { faults, run } from '#lib/kernel';
import { proposalMachine } from './proposal.machine.ts';
import { proposalDecider, type ProposalCommand } from './proposal.ts';

const now = '2025-10-06T14:00:00.000Z';
const deadline = '2025-10-08T14:00:00.000Z';
const propose: ProposalCommand = {
  type: 'propose',
  now,
  deadline,
  proposed: {
    action: 'requests.decide',
    method: 'POST',
    path: '/api/sourcing/requests/x/decide',
    body: { route: 'buy' },
    requestId: 'x',
    title: 'A book',
    by: 'student',
    roles: ['student'],
    would: ['sourcing.decided.v1'],
  },
};
const release: ProposalCommand = { type: 'release', by: 'boss', now };
const sendBack: ProposalCommand = { type: 'send-back', by: 'boss', reason: 'The e-book is cheaper.', now, deadline };
const withdraw = (by: string): ProposalCommand => ({ type: 'withdraw', by, now });

describe('a proposal', () => {
  it('has a sound table', () => expect(faults(proposalMachine)).toEqual([]));

  it('keeps both people when it is released', () => {
    const done = run(proposalDecider, [propose, release]);
    expect(done.ok && done.value.events.at(-1)).toEqual({ type: 'released', by: 'boss', proposedBy: 'student', at: now });
    expect(done.ok && done.value.state).toMatchObject({
      status: 'released',
      answer: { by: 'boss' },
      proposed: { by: 'student' },
    });
    expect(done.ok && done.value.state.deadline).toBeUndefined();
  });

  it('goes back with a reason, which the one who proposed it reads', () => {
    const back = run(proposalDecider, [propose, sendBack]);
    expect(back.ok && back.value.state).toMatchObject({
      status: 'sent-back',
      answer: { by: 'boss', reason: 'The e-book is cheaper.' },
    });
    expect(run(proposalDecider, [propose, sendBack, withdraw('student')]).ok).toBe(true);
  });

  it.each<[string, ProposalCommand[], string]>([
    ['released by oneself', [propose, { ...release, by: 'student' }], 'not-yours'],
    ['released twice', [propose, release, release], 'already-released'],
    ['sent back after its release', [propose, release, sendBack], 'already-released'],
    ['released after it was sent back', [propose, sendBack, release], 'already-sent-back'],
    ['withdrawn by somebody else', [propose, withdraw('another')], 'not-found'],
    ['withdrawn after its release', [propose, release, withdraw('student')], 'already-released'],
    ['released before it is there', [release], 'not-found'],
    ['proposed twice', [propose, propose], 'already-proposed'],
  ])('is not %s', (_, commands, code) => {
    const done = run(proposalDecider, commands);
    expect(done.ok ? 'done' : done.error.code).toBe(code);
  });

  it('lapses, and leaves the queue in the end', () => {
    const lapse: ProposalCommand = { type: 'lapse', now, deadline };
    const lapsed = run(proposalDecider, [propose, lapse]);
    expect(lapsed.ok && lapsed.value.state).toMatchObject({ status: 'lapsed', deadline });
    const late = run(proposalDecider, [propose, lapse, release]);
    expect(late.ok ? 'done' : late.error.code).toBe('already-lapsed');
    const away = run(proposalDecider, [propose, lapse, { type: 'put-away', now }]);
    expect(away.ok && away.value.state).toMatchObject({ status: 'withdrawn' });
    expect(away.ok && away.value.state.deadline).toBeUndefined();
  });

  it('does not lapse any more once it was released', () => {
    const over = run(proposalDecider, [propose, release, { type: 'lapse', now, deadline }]);
    expect(over.ok && [over.value.state.status, over.value.events.length]).toEqual(['released', 2]);
  });
});
