import fc from 'fast-check';
import type { Outcome, RequestVerified } from '#lib/contracts';
import { drawMachine, faults, fold, transitionFor } from '#lib/kernel';
import { given } from '#lib/testing';
import { decide, sourcingDecider } from './decide.ts';
import { sourcingMachine } from './sourcing.machine.ts';
import { initial, type Deadlines, type Decision, type SourcingCommand, type SourcingEvent, type SourcingState } from './state.ts';

const NOW = '2025-10-06T14:00:00.000Z';
const LATER = '2025-10-07T14:00:00.000Z';
const UUID = '0198c0de-0000-7000-8000-000000000001';
const RESERVATION = '0198c0de-0000-7000-8000-000000000002';
const deadlines: Deadlines = {
  gathering: LATER,
  reserving: LATER,
  'waiting-staff': '2025-10-08T14:00:00.000Z',
  'handed-over': '2025-12-05T14:00:00.000Z',
  reminding: { times: 1, lastHoursBefore: 24 },
};
const request: RequestVerified = {
  patronRef: 'p_testpatron01',
  patronGroup: 'student',
  service: 'loan',
  citation: { kind: 'book', authors: [], issn: [], isbn: ['9780961392147'] },
  wishes: { anyEdition: false, ebookAccepted: true, pieces: 1 },
  channel: 'form',
  submittedAt: NOW,
  verification: { status: 'confirmed', notes: [], retracted: false },
  workKey: 'w',
};
const usd = (minor: number) => ({ minor, currency: 'USD' });
const decision = (outcome: Outcome, attempt = 1, id = UUID): Decision => ({
  id,
  attempt,
  outcome,
  reason: 'Because.',
  policy: { name: 'sourcing', hash: 'h' },
  also: [],
});
const borrow: Outcome = {
  route: 'borrow',
  lenders: [{ partnerId: UUID, symbol: 'TSU', name: 'TSU', member: true, settledBy: 'nobody', why: 'free' }],
};
const buy: Outcome = {
  route: 'buy',
  what: 'print',
  provider: 'vendor',
  offer: 'o',
  price: usd(4000),
  reservation: RESERVATION,
  addToCollection: true,
};
const ask: Outcome = {
  route: 'ask-patron',
  question: 'cost',
  text: 'Well?',
  options: [
    { value: 'agree', label: 'Yes' },
    { value: 'other-edition', label: 'Another' },
    { value: 'staff', label: 'You decide' },
    { value: 'cancel', label: 'No' },
  ],
  default: 'staff',
  answerBy: '2025-10-09T14:00:00.000Z',
  cost: usd(15_000),
};
const staff: Outcome = { route: 'staff', why: 'Look.', notYet: false };

const opened: SourcingEvent = { type: 'opened', request, lookups: ['holders'], at: NOW, deadline: LATER };
const found: SourcingEvent = { type: 'found', lookup: 'holders', found: { known: true, value: {}, source: 'x', at: NOW } };
const decidedAs = (outcome: Outcome): SourcingEvent => {
  const result = decide(state(opened, found), {
    type: 'conclude',
    decision: decision(outcome),
    fund: 'ILL',
    now: NOW,
    deadlines,
  });
  if (!result.ok) throw new Error(result.error.message);
  return result.value[0]!;
};
const state = (...events: SourcingEvent[]): SourcingState => fold(sourcingDecider, events);
const after = (outcome: Outcome): SourcingState => state(opened, found, decidedAs(outcome));

describe('the sourcing of a request', () => {
  it('has a sound table: all reached, all ending, every wait with a deadline', () => {
    expect(faults(sourcingMachine)).toEqual([]);
    expect(drawMachine(sourcingMachine)).toContain('reserving --> gathering: refused');
  });

  it('gathers until all look-ups are answered', () => {
    expect(state(opened)).toMatchObject({ status: 'gathering', pending: ['holders'], round: 1, deadline: LATER });
    given(sourcingDecider, [opened])
      .when({ type: 'record', lookup: 'holders', round: 1, found: { known: true, value: {}, source: 'x', at: NOW } })
      .then([found]);
    expect(state(opened, found).pending).toEqual([]);
    // an answer to look-ups of an earlier round, and one to what nobody asked
    given(sourcingDecider, [opened, opened]).when({ type: 'record', lookup: 'holders', round: 1, found: found.found }).then([]);
    given(sourcingDecider, [opened]).when({ type: 'record', lookup: 'own-catalog', round: 1, found: found.found }).then([]);
  });

  it.each<[string, Outcome, Partial<SourcingState>]>([
    ['is handed over', borrow, { status: 'handed-over', deadline: deadlines['handed-over'] }],
    [
      'waits for the fund',
      buy,
      { status: 'reserving', deadline: LATER, reservation: { id: RESERVATION, fund: 'ILL', amount: usd(4000) } },
    ],
    [
      'waits for the patron, who is reminded a day before silence counts',
      ask,
      { status: 'waiting-patron', deadline: '2025-10-08T14:00:00.000Z' },
    ],
    ['waits for staff', staff, { status: 'waiting-staff', deadline: deadlines['waiting-staff'] }],
    ['ends merged', { route: 'merge', into: UUID }, { status: 'ended', ended: 'merged' }],
    ['ends declined', { route: 'decline', offer: 'reserve' }, { status: 'ended', ended: 'declined' }],
    ['ends told', { route: 'tell-patron', message: 'No.' }, { status: 'ended', ended: 'told' }],
  ])('%s by its decision', (_what, outcome, expected) => {
    expect(after(outcome)).toMatchObject(expected);
  });

  it('goes on when the fund has it, and decides again when it has not', () => {
    given(sourcingDecider, [opened, found, decidedAs(buy)])
      .when({ type: 'reserved', reservation: RESERVATION, now: NOW, deadlines })
      .then([{ type: 'fund-reserved', at: NOW, deadline: deadlines['handed-over'] }]);
    const refused: SourcingEvent = { type: 'fund-refused', available: usd(1200), at: NOW, deadline: LATER };
    given(sourcingDecider, [opened, found, decidedAs(buy)])
      .when({ type: 'refused', reservation: RESERVATION, available: usd(1200), now: NOW, deadlines })
      .then([refused]);
    expect(state(opened, found, decidedAs(buy), refused)).toMatchObject({
      status: 'gathering',
      pending: [],
      refused: { fund: 'ILL', available: usd(1200) },
    });
    // an answer about another reservation
    given(sourcingDecider, [opened, found, decidedAs(buy)])
      .when({ type: 'reserved', reservation: UUID, now: NOW, deadlines })
      .then([]);
  });

  it.each<[string, Partial<SourcingState> | Record<string, unknown>]>([
    ['agree', { request: { ...request, wishes: { ...request.wishes, costAccepted: usd(15_000) } } }],
    ['other-edition', { request: { ...request, wishes: { ...request.wishes, anyEdition: true } } }],
    ['staff', { costLeftToStaff: usd(15_000) }],
  ])('takes the answer "%s" and decides again', (answer, expected) => {
    const result = decide(after(ask), { type: 'answer', decisionId: UUID, answer, by: 'patron', now: NOW, deadlines });
    const events = result.ok ? result.value : [];
    expect(fold(sourcingDecider, events, after(ask))).toMatchObject({ status: 'gathering', ...expected });
  });

  it('ends when the patron cancels, refuses an answer there is not, and drops one that comes late', () => {
    const answer = (said: string, decisionId = UUID): SourcingCommand => ({
      type: 'answer',
      decisionId,
      answer: said,
      by: 'patron',
      now: NOW,
      deadlines,
    });
    const cancelled = decide(after(ask), answer('cancel'));
    expect(cancelled.ok && cancelled.value.map((event) => event.type)).toEqual(['answered', 'ended']);
    expect(decide(after(ask), answer('maybe'))).toMatchObject({ ok: false, error: { code: 'unknown-answer', field: 'answer' } });
    expect(decide(after(ask), answer('agree', RESERVATION))).toEqual({ ok: true, value: [] });
  });

  it('takes an answer for nothing that comes when silence has been taken for one', () => {
    const silent = decide(after(ask), { type: 'silence', now: LATER, deadlines });
    const movedOn = fold(sourcingDecider, silent.ok ? silent.value : [], after(ask));
    expect(movedOn.status).not.toBe('waiting-patron');
    expect(decide(movedOn, { type: 'answer', decisionId: UUID, answer: 'agree', by: 'patron', now: LATER, deadlines })).toEqual({
      ok: true,
      value: [],
    });
  });

  it('reminds the patron, then waits as long as the question says', () => {
    const reminded: SourcingEvent = { type: 'patron-reminded', at: LATER, deadline: '2025-10-09T14:00:00.000Z' };
    given(sourcingDecider, [opened, found, decidedAs(ask)])
      .when({ type: 'remind-patron', now: LATER, reminding: deadlines.reminding })
      .then([reminded]);
    expect(state(opened, found, decidedAs(ask), reminded)).toMatchObject({ status: 'waiting-patron', reminders: 1, since: NOW });
  });

  it('takes silence for the default answer', () => {
    expect(decide(after(ask), { type: 'silence', now: LATER, deadlines })).toMatchObject({
      ok: true,
      value: [{ type: 'answered', answer: 'staff', by: 'silence' }],
    });
  });

  it('decides again, knowing who was tried, and keeps what was found', () => {
    const exhausted: SourcingEvent = {
      type: 'exhausted',
      tried: [{ kind: 'borrow', supplier: 'TSU' }],
      at: NOW,
      deadline: LATER,
    };
    expect(state(opened, found, decidedAs(borrow), exhausted)).toMatchObject({
      status: 'gathering',
      tried: exhausted.tried,
      found: { holders: { known: true } },
    });
    // told of an earlier decision
    expect(decide(after(borrow), { type: 'exhaust', decisionId: RESERVATION, tried: [], now: NOW, deadlines })).toEqual({
      ok: true,
      value: [],
    });
  });

  it('is open again where what was supplied could not be got, and only then', () => {
    const ended = (as: 'supplied' | 'cancelled'): SourcingEvent => ({ type: 'ended', as, reason: 'Done.', at: NOW });
    const reopen: SourcingCommand = { type: 'reopen', now: NOW, deadlines };
    const done = state(opened, found, decidedAs(borrow), ended('supplied'));
    expect(decide(done, reopen)).toMatchObject({ ok: true, value: [{ type: 'reopened', deadline: deadlines['handed-over'] }] });
    expect(fold(sourcingDecider, [{ type: 'reopened', at: NOW, deadline: LATER }], done)).toMatchObject({
      status: 'handed-over',
    });
    expect(decide(state(opened, found, decidedAs(borrow), ended('cancelled')), reopen)).toEqual({ ok: true, value: [] });
  });

  it('begins afresh with a corrected citation while nobody supplies it', () => {
    for (const outcome of [ask, staff])
      expect(decide(after(outcome), { type: 'open', request, lookups: [], now: NOW, deadline: LATER })).toMatchObject({
        ok: true,
        value: [{ type: 'opened' }],
      });
    for (const outcome of [borrow, buy])
      expect(decide(after(outcome), { type: 'open', request, lookups: [], now: NOW, deadline: LATER })).toEqual({
        ok: true,
        value: [],
      });
  });

  it('lets staff close and choose only what waits for a person', () => {
    expect(decide(after(staff), { type: 'close', reason: 'No.', now: NOW })).toMatchObject({
      ok: true,
      value: [{ type: 'ended', as: 'unfilled' }],
    });
    expect(decide(after(borrow), { type: 'close', reason: 'No.', now: NOW })).toMatchObject({
      ok: false,
      error: { code: 'conflict', message: 'The request is being supplied.' },
    });
    expect(decide(after(borrow), { type: 'choose', decision: decision(staff), now: NOW, deadlines })).toMatchObject({
      ok: false,
    });
    expect(decide(initial, { type: 'close', reason: 'No.', now: NOW })).toMatchObject({
      ok: false,
      error: { code: 'not-found' },
    });
  });

  it('never waits without a deadline, never leaves its table, whatever comes in whatever order', () => {
    const commands: fc.Arbitrary<SourcingCommand> = fc.oneof(
      fc.constantFrom<SourcingCommand>(
        { type: 'open', request, lookups: ['holders', 'own-catalog'], now: NOW, deadline: LATER },
        { type: 'need', lookups: ['item-quotes'] },
        { type: 'reserved', reservation: RESERVATION, now: NOW, deadlines },
        { type: 'refused', reservation: RESERVATION, available: usd(1), now: NOW, deadlines },
        { type: 'answer', decisionId: UUID, answer: 'agree', by: 'patron', now: NOW, deadlines },
        { type: 'answer', decisionId: UUID, answer: 'cancel', by: 'patron', now: NOW, deadlines },
        { type: 'silence', now: NOW, deadlines },
        { type: 'remind', now: NOW, deadlines },
        { type: 'remind-patron', now: NOW, reminding: deadlines.reminding },
        { type: 'exhaust', decisionId: UUID, tried: [{ kind: 'borrow', supplier: 'TSU' }], now: NOW, deadlines },
        { type: 'look-again', lookups: ['holders'], now: NOW, deadlines },
        { type: 'supply-ended', as: 'supplied', reason: 'Done.', now: NOW },
        { type: 'reopen', now: NOW, deadlines },
        { type: 'close', reason: 'No.', now: NOW },
        { type: 'cancel', reason: 'No.', now: NOW },
      ),
      fc.constantFrom(1, 2).map((round): SourcingCommand => ({ type: 'record', lookup: 'holders', round, found: found.found })),
      fc
        .constantFrom<Outcome>(borrow, buy, ask, staff, { route: 'merge', into: UUID })
        .chain((outcome) =>
          fc.constantFrom<SourcingCommand>(
            { type: 'conclude', decision: decision(outcome), fund: 'ILL', now: NOW, deadlines },
            { type: 'choose', decision: decision(outcome), fund: 'ILL', now: NOW, deadlines },
          ),
        ),
    );
    fc.assert(
      fc.property(fc.array(commands, { maxLength: 25 }), (list) => {
        let now = state(opened);
        for (const command of list) {
          const result = decide(now, command);
          const events = result.ok ? result.value : [];
          const next = fold(sourcingDecider, events, now);
          const row = transitionFor(sourcingMachine, now.status, command.type);
          const allowed = row ? [row.to].flat() : [];
          expect(events.length === 0 || allowed.includes(next.status)).toBe(true);
          expect(next.status === 'ended' ? next.deadline : typeof next.deadline).toBe(
            next.status === 'ended' ? undefined : 'string',
          );
          expect((next.status === 'reserving') <= (next.reservation !== undefined)).toBe(true);
          now = next;
        }
      }),
      { numRuns: 500 },
    );
  });
});
