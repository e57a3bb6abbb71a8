import { unwrap } from '#lib/kernel';
import type { Tx } from '#lib/messaging';
import { reverseCost } from '../domain/moves/moves.ts';
import { saveStep } from './save-step.ts';
import { charges, findFund, openBooks } from './stores.ts';

/** Takes back what a supply attempt cost, by reversals; heard of before the cost itself, it waits for it. */
export async function reverseCostOf(tx: Tx, attemptId: string, reason: string): Promise<void> {
  const [, charge] = await Promise.all([openBooks(tx), charges.load(tx, attemptId)]);
  const fund = await findFund(tx, charge.state.fund);
  await saveStep(tx, { fund, charge }, unwrap(reverseCost(fund?.state, charge.state, reason, () => tx.newId())));
}
