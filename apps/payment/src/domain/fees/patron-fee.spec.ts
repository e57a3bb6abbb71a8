import fc from 'fast-check';
import { faults, fold, money } from '#lib/kernel';
import { sums } from '../ledger/entry.ts';
import { feeMachine } from './fee.machine.ts';
import { feeDecider, openOfFee, type FeeCommand, type FeeEvent, type FeeState } from './patron-fee.ts';

const usd = (minor: number) => money(minor, 'USD');
const REQUEST = '0199b000-0000-7000-8000-000000000001';
const ATTEMPT = '0199b000-0000-7000-8000-000000000002';
let ids = 0;
const newId = (): string => `e${(ids += 1)}`;
const owe = (minor = 500): FeeCommand => ({
  type: 'owe',
  attempt: ATTEMPT,
  requestId: REQUEST,
  what: 'loan',
  amount: usd(minor),
  id: newId(),
});
const pay = (minor: number): FeeCommand => ({ type: 'pay', amount: usd(minor), by: 'cash', id: newId() });
const waive = (minor: number): FeeCommand => ({ type: 'waive', amount: usd(minor), reason: 'Came too late.', id: newId() });
const refund = (minor: number): FeeCommand => ({ type: 'refund', amount: usd(minor), by: 'card', receipt: 'R-7', id: newId() });
const back = (): FeeCommand => ({ type: 'take-back', reason: 'Never came.', newId });

const entriesOf = (event: FeeEvent) => (event.type === 'taken-back' ? event.entries : [event.entry]);
/** What the books say after some commands; those that are refused change nothing. */
function run(...commands: FeeCommand[]) {
  let state: FeeState = feeDecider.initial;
  const books: Record<string, number> = {};
  const refused: string[] = [];
  const purposes: string[] = [];
  for (const command of commands) {
    const decided = feeDecider.decide(state, command);
    if (!decided.ok) refused.push(decided.error.code);
    else {
      state = fold(feeDecider, decided.value, state);
      for (const { lines, purpose } of decided.value.flatMap(entriesOf)) {
        purposes.push(purpose);
        if ([...sums(lines).values()].some((sum) => sum !== 0)) throw new Error(`${purpose} does not add up`);
        for (const { account, amount } of lines) books[account.code] = (books[account.code] ?? 0) + amount.minor;
      }
    }
  }
  return { state, books, refused, purposes };
}

describe('what a patron pays', () => {
  it('is owed once however often it is told, and paid in parts', () => {
    const { state, books } = run(owe(), owe(), pay(200));
    expect(state).toMatchObject({ status: 'owed', amount: 500, paid: 200 });
    expect(books).toEqual({ 'receivable:patrons': 300, 'income:patron-fees': -500, cash: 200 });
    expect(run(owe(), pay(200), pay(300)).state.status).toBe('settled');
  });

  it('is waived in part or in whole; of what was paid already, it is given back', () => {
    expect(run(owe(), waive(200)).books).toEqual({ 'receivable:patrons': 300, 'income:patron-fees': -300 });
    const paid = run(owe(), pay(500), waive(500));
    expect(paid.state).toMatchObject({ status: 'to-refund' });
    const { state, books } = run(owe(), pay(500), waive(500), refund(500));
    expect(state.status).toBe('settled');
    expect(books).toEqual({ 'receivable:patrons': 0, 'income:patron-fees': 0, cash: 500, bank: -500 });
  });

  it('is taken back with what was waived of it; what was paid is to be given back', () => {
    expect(run(owe(), waive(200), back()).books).toEqual({ 'receivable:patrons': 0, 'income:patron-fees': 0 });
    const { state, books } = run(owe(), pay(500), back());
    expect([state.status, openOfFee(state)]).toEqual(['to-refund', -500]);
    expect(books).toEqual({ 'receivable:patrons': -500, 'income:patron-fees': 0, cash: 500 });
  });

  it('is owed again after that, and what was paid counts', () => {
    const { state, purposes } = run(owe(), pay(500), back(), back(), owe());
    expect(state).toMatchObject({ status: 'settled', times: 2 });
    expect(purposes).toEqual(['patron-fee:1', 'step:1', 'patron-fee:1:reversal', 'patron-fee:2']);
  });

  it('is taken back before it was told of: nothing', () => {
    expect(run(back()).state).toEqual(feeDecider.initial);
  });

  it.each([
    ['more than is open', [owe(), pay(501)], 'wrong-amount'],
    ['twice', [owe(), pay(500), pay(500)], 'nothing-open'],
    ['nothing', [owe(), pay(0)], 'wrong-amount'],
    ['less than nothing', [owe(), pay(-1)], 'wrong-amount'],
    ['in another currency', [owe(), { ...pay(500), amount: money(500, 'EUR') } as FeeCommand], 'other-currency'],
    ['of a fee there is none of', [pay(500)], 'not-found'],
    ['given back, where nothing is', [owe(), refund(1)], 'nothing-open'],
    ['waived beyond what was asked', [owe(), waive(300), waive(300)], 'wrong-amount'],
  ])('is not paid or waived %s', (_, commands, code) => {
    expect(run(...commands).refused).toEqual([code]);
  });

  it('has a table that is sound', () => {
    expect(faults(feeMachine)).toEqual([]);
  });

  it('leaves in the books what is open, whatever happens', () => {
    const step = fc.nat(700).chain((minor) => fc.constantFrom(owe(minor), pay(minor), waive(minor), refund(minor), back()));
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), (commands) => {
        const { state, books, purposes } = run(...commands);
        expect(books['receivable:patrons'] ?? 0).toBe(openOfFee(state));
        expect(books['income:patron-fees'] ?? 0).toBe(state.waived - state.amount);
        expect((books['cash'] ?? 0) + (books['bank'] ?? 0)).toBe(state.paid);
        expect(new Set(purposes).size).toBe(purposes.length);
      }),
    );
  });
});
