import { unwrap } from '#lib/kernel';
import type { Tx } from '#lib/messaging';
import { reverseCost } from '../domain/moves/moves.ts';
import { promiseOf } from '../domain/charge/entries.ts';
import type { IflaPrices } from '../domain/vouchers/voucher-entries.ts';
import { saveStep } from './save-step.ts';
import { charges, findFund, openBooks } from './stores.ts';
import { stepVouchers } from './vouchers.ts';

/**
 * Takes back what a supply attempt cost, by reversals; heard of before the cost itself, it waits for it. Vouchers that were kept for it and lie here still
 * are free again; those that were sent, a person says of whether they come back.
 */
export async function reverseCostOf(tx: Tx, attemptId: string, reason: string, prices: IflaPrices): Promise<void> {
  const [, charge] = await Promise.all([openBooks(tx), charges.load(tx, attemptId)]);
  const fund = await findFund(tx, charge.state.fund);
  await saveStep(tx, { fund, charge }, unwrap(reverseCost(fund?.state, charge.state, reason, () => tx.newId())));
  const promise = promiseOf(charge.state.cost);
  if (promise) unwrap(await stepVouchers(tx, { type: 'release', attempt: promise }, prices));
}
