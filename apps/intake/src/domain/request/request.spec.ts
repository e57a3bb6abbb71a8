import { Citation, Wishes } from '#lib/contracts';
import { drawMachine, faults, fold, transitionFor, type Result } from '#lib/kernel';
import { given } from '#lib/testing';
import type { Checked } from '../verification/check.ts';
import { requestDecider } from './decide.ts';
import { duplicateOf, type Compared } from './duplicate.ts';
import { requestMachine, type CommandName, type Status } from './request.machine.ts';
import type { RequestCommand, RequestEvent, RequestState, Submission } from './request.ts';

const NOW = '2025-10-06T14:00:00.000Z';
const LATER = '2025-10-07T14:00:00.000Z';
const submission: Submission = {
  patronRef: 'p_0123456789',
  patronGroup: 'student',
  service: 'copy',
  serviceGiven: false,
  citation: Citation.parse({ kind: 'unknown', doi: '10.1038/nature14539' }),
  citationNotes: [],
  wishes: Wishes.parse({}),
  channel: 'form',
  submittedAt: NOW,
};
const checked: Checked = {
  citation: Citation.parse({ kind: 'book', title: 'Beloved', isbn: ['9781400033416'] }),
  verification: { status: 'complete', notes: [], retracted: false },
  workKey: 'book|beloved',
};
const staff = { reason: 'nothing-to-go-by', message: 'The request does not say what is wanted.' };
const { staff: _none, ...now } = { staff: undefined, ...checked };
const received: RequestEvent = { type: 'received', submission, at: NOW };
const verified: RequestEvent = { type: 'verified', ...now, service: 'loan', at: NOW };
const waiting: RequestEvent = { type: 'sent-to-staff', ...now, service: 'loan', ...staff, at: NOW };
const cancelled: RequestEvent = { type: 'cancelled', by: 'patron', reason: 'Found it', at: NOW };
const ended: RequestEvent = { type: 'ended', outcome: 'filled', at: NOW };
const { patronRef, patronGroup, citation, service, serviceGiven, citationNotes } = submission;
const commands: Record<CommandName, RequestCommand> = {
  verify: { type: 'verify', round: 1, checked, now: LATER },
  correct: {
    type: 'correct',
    by: 'staff',
    correction: { patronRef, patronGroup, citation, service, serviceGiven, citationNotes },
    now: LATER,
  },
  'go-on': { type: 'go-on', by: 'staff', now: LATER },
  cancel: { type: 'cancel', by: 'staff', reason: 'Patron asked', now: LATER },
  answer: { type: 'answer', by: 'patron', decisionId: 'd', question: 'cost', answer: 'yes', now: LATER },
  remind: { type: 'remind', now: LATER },
  languish: { type: 'languish', now: LATER },
  renew: { type: 'renew', by: 'patron', attempt: 'a', now: LATER },
  'not-obtained': { type: 'not-obtained', by: 'patron', attempt: 'a', reason: 'dead-link', now: LATER },
  resume: { type: 'resume', told: LATER, now: LATER },
  end: { type: 'end', outcome: 'unfilled', now: LATER },
};
const histories: Record<Status, RequestEvent[]> = {
  received: [received],
  'waiting-for-staff': [received, waiting],
  verified: [received, verified],
  ended: [received, verified, ended],
  cancelled: [received, cancelled],
};

describe('the table of a request', () => {
  it('is sound', () => expect(faults(requestMachine)).toEqual([]));
  it('is drawn', () => expect(drawMachine(requestMachine)).toContain('received --> waiting_for_staff: verify'));

  it.each(
    Object.entries(histories).flatMap(([status, events]) =>
      Object.keys(commands).map((command) => [status, command, events] as const),
    ),
  )('%s: %s leads where it says, and nowhere where it says nothing', (status, command, events) => {
    const state = fold(requestDecider, events);
    expect(state.status).toBe(status);
    const decided: Result<readonly RequestEvent[], unknown> = requestDecider.decide(state, commands[command as CommandName]);
    const transition = transitionFor(requestMachine, status as Status, command as CommandName);
    const to = decided.ok ? fold(requestDecider, decided.value, state).status : status;
    expect(transition ? [transition.to].flat() : [status]).toContain(to);
    expect(decided.ok && decided.value.length > 0).toBe(Boolean(transition));
    const next: RequestState = decided.ok ? fold(requestDecider, decided.value, state) : state;
    expect(Boolean(next.deadlineAt)).toBe(!requestMachine.statuses[next.status as Status].final);
  });
});

describe('a request', () => {
  it('is verified, its service told anew from what it turned out to be', () => {
    given(requestDecider, [received])
      .when(commands.verify)
      .then([{ ...verified, at: LATER }]);
    given(requestDecider, [{ ...received, submission: { ...submission, serviceGiven: true } }])
      .when(commands.verify)
      .then([{ ...verified, service: 'copy', at: LATER }]);
  });

  it('waits for staff with every reason there is', () => {
    given(requestDecider, [{ ...received, submission: { ...submission, patronUnknown: true } }])
      .when({ ...commands.verify, checked: { ...checked, staff } } as RequestCommand)
      .then([
        {
          ...waiting,
          reason: 'unknown-patron',
          message: `Nobody at the library has the card number or username the request was made for. ${staff.message}`,
          at: LATER,
        },
      ]);
  });

  it('takes no answer to a check that a correction has overtaken', () => {
    const corrected: RequestEvent = {
      type: 'corrected',
      by: 'staff',
      patronRef,
      patronGroup,
      citation,
      service,
      serviceGiven,
      citationNotes,
      at: NOW,
    };
    given(requestDecider, [received, corrected]).when(commands.verify).then([]);
    given(requestDecider, [received, corrected])
      .when({ ...commands.verify, round: 2 } as RequestCommand)
      .then([{ ...verified, at: LATER }]);
  });

  it('goes on as it is when staff say so, the unknown patron too', () => {
    const unknown = { ...received, submission: { ...submission, patronUnknown: true } };
    const state = fold(requestDecider, [unknown, waiting, { type: 'sent-on', by: 'staff', duplicateOf: 'r', at: LATER }]);
    expect(state).toMatchObject({ status: 'verified', duplicateOf: 'r', citation: checked.citation });
    expect(state.patronUnknown ?? state.waiting).toBeUndefined();
  });

  it('is taken once', () =>
    given(requestDecider, [received]).when({ type: 'receive', submission, now: NOW }).rejected('already-received'));

  it('opens again when what it ended with is no good, and ends anew', () => {
    const reported = { type: 'not-obtained', by: 'patron', attempt: 'a', reason: 'dead-link', at: LATER } as const;
    given(requestDecider, [received, verified, ended]).when(commands['not-obtained']).then([reported]);
    expect(fold(requestDecider, [received, verified, ended, reported]).outcome).toBeUndefined();
    // what had been told before it was opened again came late
    const end: RequestCommand = { type: 'end', outcome: 'filled', told: NOW, now: LATER };
    given(requestDecider, [received, verified, ended, reported]).when(end).then([]);
    given(requestDecider, [received, verified, ended, reported])
      .when({ ...end, told: LATER })
      .then([{ type: 'ended', outcome: 'filled', at: LATER }]);
  });

  it('is not opened again by the patron when it ended without anything', () => {
    const unfilled: RequestEvent = { ...ended, outcome: 'unfilled' };
    given(requestDecider, [received, verified, unfilled]).when(commands['not-obtained']).rejected('already-ended');
    // that is fulfillment's to say
    given(requestDecider, [received, verified, unfilled])
      .when(commands.resume)
      .then([{ type: 'resumed', since: LATER, at: LATER }]);
  });

  it.each<[string, RequestEvent[], CommandName, string]>([
    ['renewed before it is there', [received], 'renew', 'nothing-there'],
    ['nothing there', [], 'cancel', 'not-found'],
    ['cancelled twice', [received, cancelled], 'cancel', 'already-cancelled'],
    ['corrected too late', [received, verified, ended], 'correct', 'already-ended'],
    ['sent on twice', [received, verified], 'go-on', 'not-waiting'],
    ['answered unasked', [received], 'answer', 'no-question'],
  ])('is refused when %s', (_, events, command, code) => given(requestDecider, events).when(commands[command]).rejected(code));
});

describe('duplicates', () => {
  const one = (id: string, more: Partial<Compared> = {}): Compared => ({
    id,
    submittedAt: NOW,
    line: 0,
    citation: checked.citation,
    anyEdition: true,
    status: 'verified',
    ...more,
  });

  it('are told of the earliest open or filled one', () => {
    const me = one('c', { submittedAt: LATER });
    expect(duplicateOf(me, [me, one('b'), one('a', { status: 'ended', outcome: 'filled' })])).toBe('a');
  });

  it.each<[string, Partial<Compared>]>([
    ['a cancelled one', { status: 'cancelled', outcome: 'cancelled' }],
    ['one in vain', { status: 'ended', outcome: 'unfilled' }],
    ['one merged away', { status: 'ended', outcome: 'merged' }],
    ['one of long ago', { submittedAt: '2025-09-01T00:00:00.000Z' }],
    ['a later one', { submittedAt: '2025-10-08T00:00:00.000Z' }],
    ['another work', { citation: Citation.parse({ kind: 'book', title: 'Jazz' }) }],
    [
      'another edition, where one insists',
      { anyEdition: false, citation: { ...checked.citation, isbn: ['9780307264886'], edition: '2nd' } },
    ],
  ])('are not told of %s', (_, more) => {
    const me = one('c', {
      submittedAt: LATER,
      citation: { ...checked.citation, edition: '1st', title: 'Beloved', authors: ['Morrison, Toni'] },
    });
    const other = one('a', more);
    expect(duplicateOf(me, [{ ...other, citation: { ...other.citation, authors: ['Morrison, T.'] } }])).toBeUndefined();
  });

  const ofSet = (id: string, number: number, size: number, kind: 'copies' | 'volumes' = 'copies'): Partial<Compared> => ({
    set: { id, kind, number, size },
  });
  const volume = (which: string): Partial<Compared> => ({ citation: { ...checked.citation, volume: which } });
  it.each<[string, Partial<Compared>, Partial<Compared>, boolean]>([
    ['what was asked for together', ofSet('s', 1, 12), ofSet('s', 2, 12), false],
    ['the same so many copies, asked for twice', ofSet('s', 3, 12), ofSet('t', 3, 12), true],
    ['other so many copies', ofSet('s', 1, 20), ofSet('t', 1, 5), false],
    ['one book and several copies of it', {}, ofSet('t', 1, 5), false],
    ['another volume', volume('1'), volume('2'), false],
    ['the same volume', volume('Suppl.'), volume('suppl.'), true],
    ['a volume and the whole', volume('1'), {}, true],
  ])('%s', (_, other, mine, same) => {
    const [earlier, me] = [one('a', other), one('c', { submittedAt: LATER, ...mine })];
    expect(duplicateOf(me, [me, earlier])).toBe(same ? 'a' : undefined);
  });

  it('of two in one file the first lives on', () => {
    const [first, second] = [one('z', { line: 3 }), one('a', { line: 4 })];
    expect(duplicateOf(first, [first, second])).toBeUndefined();
    expect(duplicateOf(second, [first, second])).toBe('z');
  });
});
