import { fold, money, run } from '#lib/kernel';
import { allocationEntry } from './allocation.ts';
import { fiscalYear } from './fiscal-year.ts';
import { available, fundDecider, type FundCommand, type FundState } from './fund.ts';

const profile = { code: 'ILL-2026', name: 'Interlibrary loan', startsOn: '2025-07-01', endsOn: '2026-06-30' };
const allocate = (minor: number, more: object = {}): FundCommand => ({
  type: 'allocate',
  amount: money(minor, 'USD'),
  ...profile,
  ...more,
});
const after = (...commands: FundCommand[]): FundState => {
  const result = run(fundDecider, commands);
  if (!result.ok) throw new Error(result.error.message);
  return result.value.state;
};
const refusal = (state: FundState, command: FundCommand) => {
  const result = fundDecider.decide(state, command);
  return result.ok ? undefined : result.error;
};

describe('a fund', () => {
  it('has left what is allocated, less what is reserved and spent', () => {
    const fund = after(allocate(10_000), { type: 'hold', minor: 4000 }, { type: 'spend', held: 4000, minor: 4500 });
    expect(fund).toMatchObject({ allocated: 10_000, reserved: 0, spent: 4500 });
    expect(available(fund)).toBe(5500);
  });

  it('holds no more than it has, and spends no more either', () => {
    const fund = after(allocate(5000), { type: 'hold', minor: 4000 });
    expect(refusal(fund, { type: 'hold', minor: 1001 })).toMatchObject({
      code: 'fund-too-small',
      message: 'Fund ILL-2026 has $10 left; $10.01 is needed.',
    });
    expect(refusal(fund, { type: 'hold', minor: 1000 })).toBeUndefined();
    expect(refusal(fund, { type: 'spend', held: 4000, minor: 5001 })?.code).toBe('fund-too-small');
    expect(refusal(fund, { type: 'spend', held: 4001, minor: 1 })?.code).toBe('fund-disagrees');
    expect(refusal(fund, { type: 'give-back', minor: 4001 })?.code).toBe('fund-disagrees');
    expect(refusal(fund, { type: 'refund', minor: 1 })?.code).toBe('fund-disagrees');
  });

  it('cannot be cut below what is bound', () => {
    const fund = after(allocate(5000), { type: 'hold', minor: 4000 });
    expect(refusal(fund, allocate(3999))).toMatchObject({
      code: 'already-bound',
      field: 'allocated',
      remedy: expect.stringContaining('$40'),
    });
    expect(refusal(fund, allocate(4000))).toBeUndefined();
    expect(refusal(fund, allocate(-1))?.code).toBe('negative-amount');
    expect(refusal(fund, allocate(9000, { amount: money(9000, 'EUR') }))?.code).toBe('wrong-currency');
    expect(refusal(fund, allocate(9000, { endsOn: '2025-06-30' }))?.code).toBe('wrong-order');
  });

  it('tells nothing where nothing changes', () => {
    expect(fundDecider.decide(after(allocate(5000)), allocate(5000))).toEqual({ ok: true, value: [] });
  });

  it('opens with an entry, and each later change is one of the difference', () => {
    const opened = after(allocate(5000));
    expect(allocationEntry(fundDecider.initial, opened, 1, 'e1')).toMatchObject({ kind: 'opening', purpose: 'allocation:1' });
    const raised = fold(fundDecider, [{ type: 'allocated', amount: money(7500, 'USD'), ...profile }], opened);
    const entry = allocationEntry(opened, raised, 2, 'e2')!;
    expect(entry.kind).toBe('allocation');
    expect(entry.lines.map(({ account, amount }) => [account.code, amount.minor])).toEqual([
      ['fund:ILL-2026', 2500],
      ['allocations', -2500],
    ]);
    expect(allocationEntry(raised, { ...raised, name: 'Other' }, 3, 'e3')).toBeUndefined();
  });
});

describe('the fiscal year', () => {
  it.each([
    ['2025-10-06', '07-01', '2025-07-01', '2026-06-30'],
    ['2025-06-30', '07-01', '2024-07-01', '2025-06-30'],
    ['2025-07-01', '07-01', '2025-07-01', '2026-06-30'],
    ['2024-02-29', '03-01', '2023-03-01', '2024-02-29'],
    ['2025-12-31', '01-01', '2025-01-01', '2025-12-31'],
  ])('of %s, begun on %s, runs from %s to %s', (date, starts, startsOn, endsOn) => {
    expect(fiscalYear(date, starts)).toEqual({ startsOn, endsOn });
  });
});
