import fc from 'fast-check';
import { faults, run, unwrap } from '#lib/kernel';
import { dayAfter, type InvoiceDocument, type Issuer } from './document.ts';
import { creditEntry, issuedEntry, paymentEntry } from './invoice-entries.ts';
import { invoiceMachine } from './invoice.machine.ts';
import { invoiceDecider, openOf, type InvoiceCommand, type InvoiceState } from './invoice.ts';

const document: InvoiceDocument = {
  debtor: 'ZZX',
  address: 'Zeta College Library\nOne Road',
  currency: 'USD',
  language: 'en',
  dueDays: 30,
  lines: [
    { what: 'A loan', minor: 1500, lent: 'side-1' },
    { what: 'A copy', minor: 1000, lent: 'side-2' },
    { what: 'A lost map', minor: 4000, reason: 'Never came back' },
  ],
};
const from: Issuer = { name: 'Tall State', address: 'Here', payTo: 'Account 1' };
const remindAt = '2025-12-01T00:00:00.000Z';
const draft: InvoiceCommand = { type: 'draft', document, remindAt };
const issue: InvoiceCommand = {
  type: 'issue',
  issued: { number: 'TSU-2025-0001', on: '2025-10-06', due: '2025-11-05', from },
};
const pay = (minor: number, reference = `r${minor}`): InvoiceCommand => ({
  type: 'pay',
  minor,
  on: '2025-10-20',
  reference,
  entry: 'e',
  remindAt,
});
const refund = (minor: number): InvoiceCommand => ({ ...pay(minor), type: 'refund' }) as InvoiceCommand;
const credit = (...lines: number[]): InvoiceCommand => ({
  type: 'credit',
  credit: {
    id: `c${lines.join()}`,
    number: 'TSU-2025-0002',
    lines,
    minor: lines.reduce((sum, line) => sum + (document.lines[line - 1]?.minor ?? 0), 0),
  },
  remindAt,
});
const fallDue: InvoiceCommand = { type: 'fall-due', remindAt };
const after = (...commands: InvoiceCommand[]): InvoiceState => unwrap(run(invoiceDecider, commands)).state;
const refusal = (...commands: InvoiceCommand[]) => {
  const done = run(invoiceDecider, commands);
  return done.ok ? undefined : [done.error.code, done.error.message];
};
const stands = (state: InvoiceState) => [state.status, openOf(state)];

describe('an invoice of one’s own', () => {
  it('has a sound machine', () => {
    expect(faults(invoiceMachine)).toEqual([]);
  });

  it('asks for nothing before it is issued, and for all of it then', () => {
    expect(stands(after(draft))).toEqual(['draft', 0]);
    expect(stands(after(draft, issue))).toEqual(['issued', 6500]);
    expect(after(draft, issue).deadline).toBe('2025-11-06T00:00:00.000Z');
  });

  it('is said anew while it is a draft, and no more', () => {
    expect(after(draft, { type: 'draft', document: { ...document, debtor: 'YYX' }, remindAt }).document?.debtor).toBe('YYX');
    expect(refusal(draft, issue, draft)).toEqual(['conflict', 'Invoice TSU-2025-0001 is issued: not possible.']);
    expect(refusal(draft, issue, issue)).toEqual(['conflict', 'Invoice TSU-2025-0001 is issued: not possible.']);
    expect(refusal(draft, { type: 'discard', reason: 'Not theirs' }, issue)).toEqual([
      'conflict',
      'This invoice is discarded: not possible.',
    ]);
  });

  it('is issued to nobody without an address', () => {
    const { address: _, ...nowhere } = document;
    expect(refusal({ type: 'draft', document: nowhere, remindAt }, issue)?.[0]).toBe('no-address');
  });

  it('is paid in parts, each once', () => {
    expect(stands(after(draft, issue, pay(2500)))).toEqual(['issued', 4000]);
    expect(stands(after(draft, issue, pay(2500), pay(2500), pay(4000)))).toEqual(['settled', 0]);
    expect(refusal(draft, issue, pay(2500), pay(4001))).toEqual(['too-much', 'Only $40 of Invoice TSU-2025-0001 is open.']);
    // twice the same sum on a day are two payments where the bank calls them differently
    expect(stands(after(draft, issue, pay(1000, 'a'), pay(1000, 'b')))).toEqual(['issued', 4500]);
  });

  it('is open again where a payment was none', () => {
    const taken: InvoiceCommand = { type: 'take-back', nth: 0, reason: 'Another library’s', remindAt };
    const state = after(draft, issue, pay(6500), taken, taken);
    expect(stands(state)).toEqual(['issued', 6500]);
    expect(state.deadline).toBe('2025-11-06T00:00:00.000Z');
    // the same may come after all
    expect(stands(after(draft, issue, pay(6500), taken, pay(6500)))).toEqual(['settled', 0]);
  });

  it('is credited line by line, each line once', () => {
    expect(stands(after(draft, issue, credit(3)))).toEqual(['issued', 2500]);
    expect(stands(after(draft, issue, credit(3), credit(1, 2)))).toEqual(['settled', 0]);
    expect(refusal(draft, issue, credit(3), credit(1, 3))?.[0]).toBe('already-credited');
    expect(refusal(draft, issue, credit(2, 2))?.[0]).toBe('already-credited');
    expect(refusal(draft, issue, credit(4))?.[1]).toBe('Invoice TSU-2025-0001 has no line 4, it has 3.');
  });

  it('pays back what was paid too much once it is credited, and no more', () => {
    const credited = [draft, issue, pay(6500), credit(3)];
    expect(stands(after(...credited))).toEqual(['to-refund', -4000]);
    expect(refusal(...credited, refund(4001))?.[0]).toBe('too-much');
    expect(stands(after(...credited, refund(1000)))).toEqual(['to-refund', -3000]);
    expect(stands(after(...credited, refund(1000), refund(3000)))).toEqual(['settled', 0]);
    expect(refusal(draft, issue, refund(1))?.[0]).toBe('conflict');
  });

  it('is overdue once its day is over; a reminder takes it off the list for a while, and is counted', () => {
    expect(after(draft, issue, fallDue).status).toBe('overdue');
    const reminded = after(draft, issue, fallDue, { type: 'remind', on: '2025-11-10', remindAt });
    expect([reminded.status, reminded.reminders, reminded.remindedOn, reminded.deadline]).toEqual([
      'issued',
      1,
      '2025-11-10',
      remindAt,
    ]);
    expect(stands(after(draft, issue, fallDue, pay(500)))).toEqual(['overdue', 6000]);
    expect(after(draft, issue, pay(6500), fallDue).status).toBe('settled');
  });

  it('never loses or makes a cent, whatever happens in whatever order', () => {
    const step = fc.oneof(
      fc.integer({ min: 1, max: 7000 }).map((minor) => pay(minor)),
      fc.integer({ min: 1, max: 7000 }).map(refund),
      fc.uniqueArray(fc.integer({ min: 1, max: 3 }), { minLength: 1 }).map((lines) => credit(...lines)),
      fc.integer({ min: 0, max: 5 }).map((nth): InvoiceCommand => ({ type: 'take-back', nth, reason: 'x', remindAt })),
      fc.constant(fallDue),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
        let state = after(draft, issue);
        let [receivable, bank] = [6500, 0];
        for (const command of steps) {
          const decided = invoiceDecider.decide(state, command);
          if (!decided.ok) continue;
          for (const event of decided.value) {
            if (event.type === 'paid') [receivable, bank] = [receivable - event.payment.minor, bank + event.payment.minor];
            if (event.type === 'credited') receivable -= event.credit.minor;
            if (event.type === 'taken-back') {
              const { minor } = state.payments[event.nth]!;
              [receivable, bank] = [receivable + minor, bank - minor];
            }
            state = invoiceDecider.evolve(state, event);
          }
          expect(openOf(state)).toBe(receivable);
          const { status } = state;
          expect(status === 'settled').toBe(receivable === 0);
          expect(status === 'to-refund').toBe(receivable < 0);
        }
        expect(bank).toBe(
          state.payments.filter(({ takenBack }) => takenBack === undefined).reduce((sum, { minor }) => sum + minor, 0),
        );
      }),
    );
  });

  it('stands in the books as what the debtor owes', () => {
    const of = { id: 'e', document, number: 'TSU-2025-0001' };
    const lines = (entry: ReturnType<typeof issuedEntry>) =>
      entry.lines.map(({ account, amount }) => [account.code, amount.minor]);
    expect(lines(issuedEntry(of))).toEqual([
      ['receivable:ZZX', 6500],
      ['income:lending', -6500],
    ]);
    expect(lines(creditEntry(of, { id: 'i', number: 'x', lines: [1], reason: 'Late' }))).toEqual([
      ['income:lending', 6500],
      ['receivable:ZZX', -6500],
    ]);
    const back = { minor: -500, on: '2025-10-20', reference: 'r', entry: 'e' };
    expect(paymentEntry(of, back, 1).description).toBe('$5 of TSU-2025-0001 paid back to ZZX, 2025-10-20: r');
    expect(lines(paymentEntry(of, back, 1))).toEqual([
      ['bank', -500],
      ['receivable:ZZX', 500],
    ]);
  });

  it('counts days over the ends of months and years', () => {
    expect([dayAfter('2025-12-15', 30), dayAfter('2024-02-28', 1)]).toEqual(['2026-01-14', '2024-02-29']);
  });
});
