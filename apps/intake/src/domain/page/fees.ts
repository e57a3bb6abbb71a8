import type { PatronFeeStanding } from '#lib/contracts';
import { add, money } from '#lib/kernel';
import type { Progress } from './progress.ts';

/** How a fee stands now. */
export function sawFee(progress: Progress, attempt: string, sequence: number, fee: PatronFeeStanding): Progress {
  const known = progress.fees?.[attempt];
  if (known && known.sequence >= sequence) return progress;
  return { ...progress, fees: { ...progress.fees, [attempt]: { ...fee, sequence } } };
}

/** What its patron pays for the request in all; undefined where nothing was ever asked. All fees of a library are in its own currency. */
export function feeOf({ fees = {} }: Progress): PatronFeeStanding | undefined {
  const [first, ...others] = Object.values(fees);
  if (!first) return undefined;
  const { currency } = first.amount;
  const same = [first, ...others].filter(({ amount }) => amount.currency === currency);
  const sum = (of: keyof PatronFeeStanding) => same.reduce((total, fee) => add(total, fee[of]), money(0, currency));
  return { amount: sum('amount'), paid: sum('paid'), waived: sum('waived'), open: sum('open') };
}
