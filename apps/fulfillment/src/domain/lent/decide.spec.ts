import type { LentStatus } from '#lib/contracts';
import { faults, fold, run, workingDaysBetween } from '#lib/kernel';
import fc from 'fast-check';
import { calendar, MONDAY, usd, wanted } from '../../__fixtures__/samples.ts';
import {
  actionsOf,
  decide,
  evolve,
  LENT_ACTIONS,
  lendCopy,
  lendLoan,
  lentDecider,
  machineOf,
  worklistOf,
  type AskedFor,
  type Command,
  type Lent,
  type LentEvent,
} from './index.ts';

const when = (at = MONDAY) => ({ at, calendar });
const asked = (service: 'loan' | 'copy', more: Partial<AskedFor> = {}): AskedFor => ({
  service,
  citation: wanted(service).citation,
  rush: false,
  ...more,
});
const ask = (service: 'loan' | 'copy' = 'loan', more: Partial<AskedFor> = {}): Command<'ask'> => ({
  on: 'ask',
  by: 'borrower',
  id: 'L1',
  requestId: 'R1',
  requester: {
    symbol: 'NEB',
    name: 'Nebula Library',
    via: 'iso18626',
    address: 'http://neb.example/iso18626',
    version: '2021-2',
  },
  asked: asked(service, more),
  terms: { shipDays: 5, loanDays: 28, returnDays: 5, renewals: 1 },
  ...when(),
});
const command = ({ on, ...more }: { on: string; at?: string } & Record<string, unknown>): Command =>
  ({
    by: on.startsWith('hears-') ? 'borrower' : on === 'time-out' ? 'system' : 'staff',
    questionId: `q-${on}`,
    ...when(),
    on,
    ...more,
  }) as unknown as Command;

/** A lender's side after these commands. */
function after(first: Command<'ask'>, ...commands: ({ on: string; at?: string } & Record<string, unknown>)[]) {
  const done = run(lentDecider, [first, ...commands.map(command)]);
  if (!done.ok) throw new Error(done.error.message);
  const said = done.value.events.filter((event) => event.type === 'said');
  return {
    lent: done.value.state!,
    said,
    words: said.map(({ why, status, answer }) => [why, status, answer].filter(Boolean).join(' ')),
  };
}

describe('the lender’s tables', () => {
  it.each([lendLoan, lendCopy].map((machine) => [machine.name, machine] as const))('%s is sound', (_, machine) => {
    expect(faults(machine)).toEqual([]);
  });
});

describe('the copy that is lent', () => {
  it('is named when it is taken from the shelf or sent; taken back, it may be another', () => {
    const pulled = after(ask(), { on: 'will-supply', callNumber: 'HT167 .J33' }, { on: 'pull', barcode: 'C-1' });
    expect(pulled.lent).toMatchObject({ barcode: 'C-1', callNumber: 'HT167 .J33' });
    const fields = (name: string) => actionsOf(pulled.lent, when()).find((action) => action.name === name)!.fields;
    expect(fields('ship')[0]).toEqual({ name: 'barcode', kind: 'text', required: false, value: 'C-1' });
    const again = after(ask(), { on: 'will-supply' }, { on: 'pull', barcode: 'C-1' }, { on: 'undo' });
    expect(again.lent.barcode).toBeNull();
    expect(after(ask(), { on: 'ship', barcode: 'C-2' }).lent.barcode).toBe('C-2');
    expect(actionsOf(after(ask('copy'), { on: 'will-supply' }).lent, when())[0]!.fields.map(({ name }) => name)).toEqual([
      'callNumber',
    ]);
  });
  it('that could not be checked out or in by itself is a question, whatever stands', () => {
    const untold = { on: 'not-circulated', step: 'check-in', reason: 'No answer.' } as const;
    const { lent } = after(ask(), { on: 'ship', barcode: 'C-2' }, { on: 'check-in' }, untold);
    expect(lent.questions).toMatchObject([
      { kind: 'not-circulated', text: 'Your own system could not be told that it is back (copy C-2): No answer. Do it there.' },
    ]);
  });
});

describe('what comes late at a lender', () => {
  const sent = [{ on: 'will-supply' }, { on: 'ship' }] as const;
  it('a renewal of what counts as lost is refused, and what turns up after it was settled is for a person', () => {
    const { lent, words } = after(ask(), ...sent, { on: 'declare-lost' }, { on: 'hears-renew' }, { on: 'write-off' });
    expect([lent.status, words.at(-2)]).toEqual(['settled', 'RenewResponse Overdue N']);
    const back = after(ask(), ...sent, { on: 'declare-lost' }, { on: 'write-off' }, { on: 'hears-shipped-return', note: 'UPS' });
    expect(back.lent.questions).toMatchObject([{ kind: 'note', text: 'Nebula Library: it has sent it back after all. UPS' }]);
    const came = after(ask(), ...sent, { on: 'declare-lost' }, { on: 'write-off' }, { on: 'hears-received' });
    expect(came.lent.questions).toMatchObject([{ kind: 'note', text: 'Nebula Library: it has arrived after all.' }]);
  });
  it('a better copy that cannot be made leaves the first one standing, for both', () => {
    const url = 'https://files.example/1.pdf';
    const again = after(ask('copy'), { on: 'will-supply' }, { on: 'send-copy', url }, { on: 'scan-again' });
    expect(actionsOf(again.lent, when()).map(({ name }) => name)).toEqual(['pull', 'send-copy', 'unfilled', 'tell']);
    const failed = after(
      ask('copy'),
      { on: 'will-supply' },
      { on: 'send-copy', url },
      { on: 'scan-again' },
      { on: 'hears-received' },
      { on: 'hears-cancel' },
      { on: 'unfilled', reason: 'PoorCondition' },
    );
    expect([failed.lent.status, failed.words.slice(-2)]).toEqual([
      'completed',
      ['CancelResponse CopyCompleted N', 'StatusChange CopyCompleted'],
    ]);
    expect(failed.said.at(-1)).toMatchObject({ url, note: 'A better copy could not be made (PoorCondition).' });
    const refused = run(lentDecider, [
      ask('copy'),
      ...[{ on: 'will-supply' }, { on: 'send-copy', url }, { on: 'scan-again' }, { on: 'try-later', reason: 'OnLoan' }].map(
        command,
      ),
    ]);
    expect(refused.ok ? '' : refused.error.message).toBe('A copy has been sent already: only a better one is to come.');
  });
});

describe('a loan at its lender', () => {
  it('goes from the request to the shelf, and its borrower hears of each step', () => {
    const { lent, words, said } = after(
      ask(),
      { on: 'will-supply', loanDays: 21 },
      { on: 'pull' },
      { on: 'ship', carrier: 'UPS', tracking: '1Z', pieces: 2, cost: usd(1500) },
      { on: 'hears-received' },
      { on: 'hears-renew' },
      { on: 'grant-renewal' },
      { on: 'hears-renew' },
      { on: 'recall' },
      { on: 'hears-shipped-return', note: 'UPS 2Z' },
      { on: 'check-in', pieces: 2 },
    );
    expect(words).toEqual([
      'RequestResponse WillSupply',
      'StatusChange Loaned',
      'RenewResponse Loaned Y',
      'RenewResponse Loaned N',
      'StatusChange Recalled',
      'StatusChange LoanCompleted',
    ]);
    // five days there, three weeks, five days back
    expect(said[1]).toMatchObject({ dueDate: '2025-11-06', sent: true, pieces: 2, cost: usd(1500), carrier: 'UPS' });
    expect(said[2]).toMatchObject({ dueDate: '2025-11-27' });
    expect(lent).toMatchObject({ status: 'returned', deadline: null, renewals: 1, questions: [] });
  });

  it('is unfilled with a reason, or may be had later, from a day on', () => {
    expect(after(ask(), { on: 'unfilled', reason: 'NotOnShelf' }).said).toMatchObject([
      { why: 'RequestResponse', status: 'Unfilled', reasonUnfilled: 'NotOnShelf' },
    ]);
    const later = after(ask(), { on: 'try-later', reason: 'OnLoan', after: '2025-10-20' });
    expect(later.said).toMatchObject([{ status: 'RetryPossible', reasonRetry: 'OnLoan', retryAfter: '2025-10-20' }]);
    expect(later.lent.deadline! > '2025-10-23').toBe(true);
  });

  it('is offered on condition: a Retry that agrees to it is a yes, another one is asked anew', () => {
    const offer = { on: 'condition', cost: usd(2000), condition: 'LibraryUseOnly' };
    const agreed = asked('loan', { maxCost: usd(2000), accepted: ['LibraryUseOnly'] });
    const yes = after(ask(), offer, { on: 'hears-retry', requestId: 'R2', asked: agreed });
    expect(yes.lent).toMatchObject({ status: 'promised', requestIds: ['R1', 'R2'] });
    expect(yes.said.at(-1)).toMatchObject({ status: 'WillSupply', requestId: 'R2' });
    const no = after(ask(), offer, { on: 'hears-retry', requestId: 'R2', asked: asked('loan', { maxCost: usd(500) }) });
    expect([no.lent.status, worklistOf(no.lent)]).toEqual(['asked', 'to-answer']);
    expect(decide(after(ask()).lent, command({ on: 'condition' }))).toMatchObject({ error: { code: 'no-condition' } });
  });

  it('is cancelled at once as long as nobody has worked on it, by a person after that, and not once it is sent', () => {
    expect(after(ask(), { on: 'hears-cancel' }).words).toEqual(['CancelResponse Cancelled Y']);
    const pulled = [{ on: 'will-supply' }, { on: 'pull' }, { on: 'hears-cancel' }];
    expect(after(ask(), ...pulled).lent.status).toBe('cancel-asked');
    expect(after(ask(), ...pulled, { on: 'cancel-yes' }).words.at(-1)).toBe('CancelResponse Cancelled Y');
    const no = after(ask(), ...pulled, { on: 'cancel-no' });
    expect([no.lent.status, no.words.at(-1)]).toEqual(['pulled', 'CancelResponse WillSupply N']);
    const sent = after(ask(), ...pulled, { on: 'ship' }, { on: 'hears-cancel' });
    expect(sent.words.slice(-3)).toEqual(['CancelResponse Loaned N', 'StatusChange Loaned', 'CancelResponse Loaned N']);
  });

  it('is overdue by the end of its day, told again and again, then lost, then billed; what comes back after all is checked in', () => {
    let lent = after(ask(), { on: 'will-supply' }, { on: 'ship' }, { on: 'hears-received' }).lent;
    const words: string[] = [];
    for (let rounds = 0; lent.status !== 'lost' && rounds < 20; rounds += 1) {
      const decided = decide(lent, command({ on: 'time-out', at: lent.deadline! }));
      if (!decided.ok) throw new Error(decided.error.message);
      words.push(...decided.value.flatMap((event) => (event.type === 'said' ? [event.status] : [])));
      lent = fold(lentDecider, decided.value, lent)!;
    }
    expect(words).toEqual([...Array<string>(5).fill('Overdue'), 'Overdue']);
    expect([lent.status, worklistOf(lent)]).toEqual(['lost', 'problems']);
    const bill = decide(lent, command({ on: 'bill', cost: usd(9000) }));
    expect(bill).toMatchObject({ value: [{ to: 'settled' }, { status: 'CompletedWithoutReturn', cost: usd(9000) }] });
    expect(decide(lent, command({ on: 'check-in' }))).toMatchObject({ value: [{ to: 'returned' }, { status: 'LoanCompleted' }] });
  });

  it('has a bill to settle where fewer pieces come back, or in another state', () => {
    const sent = [{ on: 'will-supply' }, { on: 'ship', pieces: 3 }, { on: 'hears-shipped-return' }];
    const { lent } = after(ask(), ...sent, { on: 'check-in', pieces: 2, condition: 'Spine broken' });
    expect(lent).toMatchObject({ status: 'returned', questions: [{ kind: 'damaged' }] });
    expect(worklistOf(lent)).toBe('problems');
  });

  it('answers what is asked of it, and shows a person what is written or illegal now', () => {
    expect(after(ask(), { on: 'hears-status-request' }).words).toEqual(['StatusRequestResponse RequestReceived']);
    expect(after(ask(), { on: 'expect' }, { on: 'hears-reminder' }).words.at(-1)).toBe('RequestResponse ExpectToSupply');
    const odd = after(ask(), { on: 'hears-renew' }, { on: 'hears-notification', note: 'Leave the slip in, please.' });
    expect(odd.lent.questions.map(({ kind, text }) => [kind, text])).toEqual([
      ['illegal-message', 'Nebula Library says "renew" while it stands at "asked".'],
      ['note', 'Nebula Library: Leave the slip in, please.'],
    ]);
  });

  it('may be pulled by mistake', () => {
    expect(after(ask(), { on: 'will-supply' }, { on: 'pull' }, { on: 'undo' }).lent.status).toBe('promised');
    expect(decide(after(ask()).lent, command({ on: 'undo' }))).toMatchObject({ ok: false, error: { code: 'conflict' } });
  });

  it('says of a transfer that it is not passed on', () => {
    const { said } = after(ask('loan', { subTypes: ['TransferRequest'] }), { on: 'unfilled', reason: 'NotHeld' });
    expect(said[0]!.note).toContain('TransferRequest');
  });
});

describe('a copy at its lender', () => {
  it('is sent by link, and sent again where it was bad', () => {
    const { lent, words } = after(
      ask('copy'),
      { on: 'will-supply' },
      { on: 'send-copy', url: 'https://files.example/1.pdf' },
      { on: 'hears-received' },
      { on: 'hears-retry', requestId: 'R2', asked: asked('copy') },
      { on: 'send-copy', url: 'https://files.example/2.pdf' },
    );
    expect(words).toEqual([
      'RequestResponse WillSupply',
      'StatusChange CopyCompleted',
      'RequestResponse WillSupply',
      'StatusChange CopyCompleted',
    ]);
    const done = decide(lent, command({ on: 'time-out', at: lent.deadline! }));
    expect(done).toMatchObject({ value: [{ to: 'completed', deadline: null }] });
  });
});

const anything: fc.Arbitrary<{ on: string } & Record<string, unknown>> = fc.oneof(
  fc.constantFrom(...LENT_ACTIONS).map((on) => ({
    on,
    reason: 'OnLoan',
    note: 'A note',
    ...(on === 'condition' || on === 'bill' ? { cost: usd(100) } : {}),
  })),
  fc
    .constantFrom(
      'retry',
      'reminder',
      'status-request',
      'received',
      'cancel',
      'renew',
      'hold-return',
      'shipped-return',
      'shipped-forward',
      'notification',
      'lost',
    )
    .map((name) => ({ on: `hears-${name}`, requestId: 'R9', asked: asked('loan', { maxCost: usd(100) }), note: 'said' })),
  fc.constant({ on: 'time-out' }),
);

describe('whatever happens', () => {
  const services = fc.constantFrom<'loan' | 'copy'>('loan', 'copy');
  const step = (lent: Lent, given: { on: string } & Record<string, unknown>): { lent: Lent; events: readonly LentEvent[] } => {
    const at = given.on === 'time-out' ? (lent.deadline ?? MONDAY) : MONDAY;
    const decided = decide(lent, command({ ...given, at }));
    return decided.ok ? { lent: decided.value.reduce<Lent | null>(evolve, lent)!, events: decided.value } : { lent, events: [] };
  };

  it('only legal steps are taken, what has ended stays ended, and what is open has an owner and a deadline', () => {
    fc.assert(
      fc.property(services, fc.array(anything, { maxLength: 40 }), (service, all) => {
        let { lent } = after(ask(service));
        for (const given of all) {
          const before = lent;
          lent = step(lent, given).lent;
          const machine = machineOf(lent.asked.service);
          const rule = machine.statuses[lent.status];
          expect(rule).toBeDefined();
          expect(lent.deadline === null).toBe(rule.final === true);
          const ended = machineOf(before.asked.service).statuses[before.status].final === true;
          expect(ended && lent.status !== before.status).toBe(false);
          for (const { name } of actionsOf(lent, when())) expect(machine.transitions.some(({ on }) => on === name)).toBe(true);
        }
      }),
      { seed: 1, numRuns: 500 },
    );
  });

  it('the clock alone ends it, within a year', () => {
    fc.assert(
      fc.property(services, fc.array(anything, { maxLength: 25 }), (service, all) => {
        let { lent } = after(ask(service));
        for (const given of all) lent = step(lent, given).lent;
        let at = MONDAY;
        for (let rounds = 0; lent.deadline && rounds < 40; rounds += 1) {
          at = lent.deadline > at ? lent.deadline : at;
          lent = step(lent, { on: 'time-out' }).lent;
        }
        expect(lent.deadline).toBeNull();
        expect(workingDaysBetween(new Date(MONDAY), new Date(at), calendar)).toBeLessThan(500);
      }),
      { seed: 2, numRuns: 500 },
    );
  });

  it('no status is left out of what an asker can be told', () => {
    const seen = new Set<LentStatus>();
    fc.assert(
      fc.property(
        services,
        fc.array(fc.nat(40), { maxLength: 30 }),
        fc.array(anything, { maxLength: 5 }),
        (service, legal, any) => {
          let { lent } = after(ask(service));
          const chosen = (n: number) =>
            actionsOf(lent, when())[n % Math.max(1, actionsOf(lent, when()).length)]?.name ?? 'time-out';
          for (const which of [...legal, ...any]) {
            const more = { reason: 'OnLoan', note: 'A note', cost: usd(100) };
            lent = step(lent, typeof which === 'number' ? { on: chosen(which), ...more } : which).lent;
            seen.add(lent.status);
            const { events } = step(lent, { on: 'hears-status-request' });
            expect(events.some((event) => event.type === 'said')).toBe(true);
          }
        },
      ),
      { seed: 3, numRuns: 300 },
    );
    expect(seen.size).toBeGreaterThan(15);
  });
});
