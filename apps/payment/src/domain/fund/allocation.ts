import { formatMoney, money } from '#lib/kernel';
import { chart } from '../ledger/accounts.ts';
import { credit, debit, entry, type Entry } from '../ledger/entry.ts';
import type { FundState } from './fund.ts';

/**
 * The entry of an allocation: what it changes, from the library's money to the fund or back. None where the amount stays.
 * @param version the fund's version after it, which tells one change from the next
 */
export function allocationEntry(before: FundState, after: FundState, version: number, id: string): Entry | undefined {
  const change = money(after.allocated - before.allocated, after.currency);
  if (change.minor === 0) return undefined;
  const first = before.currency === '';
  const amount = formatMoney(money(after.allocated, after.currency));
  return entry({
    id,
    purpose: `allocation:${version}`,
    kind: first ? 'opening' : 'allocation',
    description: first
      ? `Fund ${after.code} opened with ${amount}`
      : `Allocation of fund ${after.code} changed from ${formatMoney(money(before.allocated, after.currency))} to ${amount}`,
    settledBy: 'nobody',
    lines: [debit(chart.fund(after.code), change), credit(chart.allocations, change)],
  });
}
