import { run, unwrap } from '#lib/kernel';
import { acceptedEntry, depositDecider, differs, movedEntry, type DepositCommand } from './deposit.ts';

const open: DepositCommand = { type: 'open', provider: 'Get It Now', currency: 'USD', low: 5000 };
const move = (minor: number, reference = 'ACH 1'): DepositCommand => ({
  type: 'move',
  minor,
  on: '2025-10-06',
  reference,
  entry: 'e',
});
const after = (...commands: DepositCommand[]) => unwrap(run(depositDecider, commands)).state;
const state: DepositCommand = { type: 'state', on: '2025-10-31', says: 9000, books: 10_000 };

describe('a deposit account', () => {
  it('takes money once, and not before it is open', () => {
    expect(after(open, move(10_000), move(10_000), move(10_000, 'ACH 2')).moves).toHaveLength(2);
    expect(run(depositDecider, [move(1)])).toMatchObject({ error: { code: 'not-found' } });
  });

  it('lets what was noted wrongly come again', () => {
    const back: DepositCommand = { type: 'take-back', nth: 0, reason: 'Never sent' };
    expect(after(open, move(10_000), back, back, move(10_000)).moves.map(({ takenBack }) => takenBack)).toEqual([
      'Never sent',
      undefined,
    ]);
  });

  it('differs until somebody accepts what the provider says, or its next statement agrees', () => {
    expect(differs(after(open, state))).toBe(true);
    expect(differs(after(open, state, { type: 'accept', reason: 'Its fee' }))).toBe(false);
    expect(differs(after(open, state, { ...state, says: 10_000 }))).toBe(false);
    expect(run(depositDecider, [open, { type: 'accept', reason: 'x' }])).toMatchObject({ error: { code: 'conflict' } });
  });

  it('stands in the books as money that is the library’s still', () => {
    const of = { provider: 'Get It Now', currency: 'USD' };
    const lines = (entry: ReturnType<typeof movedEntry>) =>
      entry.lines.map(({ account, amount }) => [account.code, amount.minor]);
    const [moved] = after(open, move(10_000)).moves;
    expect(lines(movedEntry(of, moved!, 0))).toEqual([
      ['deposit:Get It Now', 10_000],
      ['bank', -10_000],
    ]);
    expect(lines(acceptedEntry(of, { on: '2025-10-31', says: 9000, books: 10_000 }, 'Its fee', 3, 'e'))).toEqual([
      ['expense:fees', 1000],
      ['deposit:Get It Now', -1000],
    ]);
  });
});
