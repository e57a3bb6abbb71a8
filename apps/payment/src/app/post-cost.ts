import type { CostIncurred } from '#lib/contracts';
import { unwrap } from '#lib/kernel';
import type { Tx } from '#lib/messaging';
import type { Policies } from '#lib/service';
import { isPurchase, promiseOf } from '../domain/charge/entries.ts';
import { incurCost } from '../domain/moves/moves.ts';
import type { ReservationState } from '../domain/reservation/reservation.ts';
import { saveStep } from './save-step.ts';
import { askPolicy } from './settle-charge.ts';
import { charges, currentFund, findFund, inDays, inHours, openBooks, reservations } from './stores.ts';

/**
 * Posts what a supply attempt costs, once: a second message about the same attempt changes nothing. A purchase commits its reservation
 * with the real price; one without a reservation is paid from the fund of the running year. What a lender charges is settled as the
 * library's live policy says in this transaction.
 */
export async function postCost(
  tx: Tx,
  attemptId: string,
  cost: CostIncurred,
  policies: Policies,
  reminderDays: number,
  occurredAt?: string,
): Promise<void> {
  const [, charge, reservation] = await Promise.all([
    openBooks(tx),
    charges.load(tx, attemptId),
    cost.reservation && !promiseOf(cost) ? reservations.load(tx, cost.reservation) : undefined,
  ]);
  const fund = await findFund(tx, await payingFund(tx, cost, reservation?.state));
  const known = charge.state.cost !== undefined;
  const settlement = known ? undefined : await askPolicy(tx, policies, cost);
  const step = unwrap(
    incurCost(fund?.state, reservation?.state, charge.state, {
      type: 'incur',
      cost,
      settlement,
      newId: () => tx.newId(),
      // where no policy could be asked, it is asked again soon
      remindAt: settlement && !settlement.policy ? inHours(tx, 1) : inDays(tx, reminderDays),
    }),
  );
  await saveStep(tx, { fund, reservation, charge }, step, occurredAt);
}

/** The fund that holds the reservation; where nothing is held (refused, released, none asked for), that of the running year. */
async function payingFund(tx: Tx, cost: CostIncurred, reservation: ReservationState | undefined): Promise<string | undefined> {
  if (reservation?.status === 'held') return reservation.fund;
  return isPurchase(cost) ? currentFund(tx, cost.amount.currency) : undefined;
}
