import { faults, fold, money } from '#lib/kernel';
import { manualDecider, type ManualCommand, type ManualState } from './manual-entry.ts';
import { manualMachine } from './manual-entry.machine.ts';

const usd = (minor: number) => money(minor, 'USD');
const lines = (minor: number, from = 'bank', to = 'expense:fees') => [
  { account: to, amount: usd(minor) },
  { account: from, amount: usd(-minor) },
];
type Propose = Extract<ManualCommand, { type: 'propose' }>;
const propose = (minor: number, more: Partial<Propose> = {}): Propose => ({
  type: 'propose',
  lines: lines(minor),
  reason: 'Bank charges of October',
  by: 'acc-1',
  limit: 50,
  already: 0,
  entryId: 'e-1',
  ...more,
});
/** The state after the commands; the code of the first that is refused. */
function after(...commands: ManualCommand[]): ManualState | string {
  let state = manualDecider.initial;
  for (const command of commands) {
    const done = manualDecider.decide(state, command);
    if (!done.ok) return done.error.code;
    state = fold(manualDecider, done.value, state);
  }
  return state;
}
const approve = (by: string): ManualCommand => ({ type: 'approve', by, entryId: 'e-2' });
const refuse = (by: string, reason = 'It was paid in September'): ManualCommand => ({ type: 'refuse', by, reason });
const reverse = (by: string): ManualCommand => ({
  type: 'reverse',
  by,
  reason: 'Charged to us by mistake',
  limit: 50,
  already: 0,
  entryId: 'e-3',
});

describe('an entry by hand', () => {
  it('has a sound machine', () => {
    expect(faults(manualMachine)).toEqual([]);
  });

  it.each([
    [5000, 'posted'],
    [5001, 'proposed'],
  ])('of %i cents is %s where the limit is $50', (minor, status) => {
    expect(after(propose(minor))).toMatchObject({ status });
  });

  it('is measured in whole units of its own currency', () => {
    const yen = [
      { account: 'expense:fees', amount: money(51, 'JPY') },
      { account: 'bank', amount: money(-51, 'JPY') },
    ];
    expect(after(propose(0, { lines: yen }))).toMatchObject({ status: 'proposed' });
    expect(after(propose(0, { lines: yen, limit: 51 }))).toMatchObject({ status: 'posted' });
  });

  it.each([
    [4000, 1000, 'posted', undefined],
    [4000, 1001, 'proposed', { limit: 50, already: usd(4000) }],
    [5000, 1, 'proposed', { limit: 50, already: usd(5000) }],
    [4000, 6000, 'proposed', { limit: 50 }],
  ])('after %i cents posted alone, one of %i is %s, and says why', (already, minor, status, waits) => {
    const state = after(propose(minor, { already })) as ManualState;
    expect([state.status, state.waits]).toEqual([status, waits]);
  });

  it('waits for a second person to take it back as well where what was posted alone is too much', () => {
    const state = after(propose(2000), { ...reverse('acc-1'), already: 4000 } as ManualCommand) as ManualState;
    expect([state.status, state.waits]).toEqual(['reversal-proposed', { limit: 50, already: usd(4000) }]);
  });

  it('may be in any currency that money has, such as CFA francs', () => {
    const francs = lines(100).map(({ account, amount: { minor } }) => ({ account, amount: money(Math.sign(minor), 'XAF') }));
    expect(after(propose(0, { lines: francs }))).toMatchObject({ status: 'posted' });
  });

  it.each<[string, Partial<Propose>, string]>([
    ['is off', { lines: [lines(100)[0]!, lines(99)[1]!] }, 'not-balanced'],
    ['has one line', { lines: lines(100).slice(1) }, 'too-few-lines'],
    ['has a line of nothing', { lines: [...lines(100), { account: 'bank', amount: usd(0) }] }, 'wrong-amount'],
    ['names a fund', { lines: lines(100, 'fund:ILL-2026') }, 'no-such-account'],
    ['names what members owe', { lines: lines(100, 'settlement:consortium') }, 'no-such-account'],
    ['mixes currencies', { lines: [...lines(100), { account: 'bank', amount: money(1, 'EUR') }] }, 'wrong-currency'],
    [
      'is of vouchers',
      { lines: lines(2).map(({ account, amount: { minor } }) => ({ account, amount: money(minor, 'XVH') })) },
      'wrong-currency',
    ],
    ['says hardly why', { reason: 'as told' }, 'reason-too-short'],
  ])('is refused where it %s', (_, more, code) => {
    expect(after(propose(100, more))).toBe(code);
  });

  it('above the limit is approved by another than who proposed it, or refused with a reason', () => {
    expect(after(propose(10_000), approve('acc-1'))).toBe('second-person');
    expect(after(propose(10_000), approve('acc-2'))).toMatchObject({
      status: 'posted',
      approvedBy: 'acc-2',
      entry: { id: 'e-2', kind: 'manual' },
    });
    expect(after(propose(10_000), refuse('acc-2'))).toMatchObject({ status: 'refused', refused: { by: 'acc-2' } });
    expect(after(propose(10_000), refuse('acc-2', 'no'))).toBe('reason-too-short');
    expect(after(propose(10_000), approve('acc-2'), approve('acc-2'))).toBe('conflict');
  });

  it('is taken back by the same way, once, by an entry that undoes each line', () => {
    const done = after(propose(5000), reverse('acc-1')) as ManualState;
    expect(done).toMatchObject({ status: 'reversed' });
    expect(after(propose(10_000), approve('acc-2'), reverse('acc-2'), approve('acc-2'))).toBe('second-person');
    expect(after(propose(10_000), approve('acc-2'), reverse('acc-2'), approve('acc-1'))).toMatchObject({ status: 'reversed' });
    expect(after(propose(10_000), approve('acc-2'), reverse('acc-2'), refuse('acc-1'))).toMatchObject({ status: 'posted' });
    expect(after(propose(5000), reverse('acc-1'), reverse('acc-1'))).toBe('conflict');
    expect(after(propose(10_000), reverse('acc-1'))).toBe('conflict');
  });
});
