import type { CostIncurred } from '#lib/contracts';
import { unwrap } from '#lib/kernel';
import type { Tx } from '#lib/messaging';
import { isPurchase, type ChargeSettings } from '../domain/charge/entries.ts';
import { incurCost } from '../domain/moves/moves.ts';
import { saveStep } from './save-step.ts';
import { charges, currentFund, inDays, lockFund, reservations } from './stores.ts';

/**
 * Posts what a supply attempt costs, once: a second message about the same attempt changes nothing. A purchase commits its reservation
 * with the real price; one without a reservation is paid from the fund of the running year.
 */
export async function postCost(
  tx: Tx,
  attemptId: string,
  cost: CostIncurred,
  settings: ChargeSettings,
  reminderDays: number,
): Promise<void> {
  const fund = await lockFund(tx, await payingFund(tx, cost));
  const reservation = cost.reservation ? await reservations.load(tx, cost.reservation) : undefined;
  const charge = await charges.load(tx, attemptId);
  const step = unwrap(
    incurCost(fund?.state, reservation?.state, charge.state, {
      type: 'incur',
      cost,
      settings,
      ids: [tx.newId(), tx.newId(), tx.newId(), tx.newId()],
      remindAt: inDays(tx, reminderDays),
    }),
  );
  await saveStep(tx, { fund, reservation, charge }, step);
}

async function payingFund(tx: Tx, cost: CostIncurred): Promise<string | undefined> {
  const reserved = cost.reservation && (await reservations.load(tx, cost.reservation)).state;
  // a refused or early one may name a fund that does not exist or cannot pay
  if (reserved && reserved.status === 'held') return reserved.fund;
  return isPurchase(cost) ? currentFund(tx, cost.amount.currency) : undefined;
}
