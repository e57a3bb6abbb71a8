import { err, reject, type Rejection, type Result } from '#lib/kernel';
import type { CostIncurred } from '#lib/contracts';
import type { Tx } from '#lib/messaging';
import { NoPolicyError, type Policies } from '#lib/service';
import { chargeDecider } from '../domain/charge/charge.ts';
import { byPerson, forPerson, isCharge, settlementBy, type Means, type Settlement } from '../domain/charge/settlement.ts';
import { saveStep } from './save-step.ts';
import { charges, openBooks } from './stores.ts';

/**
 * How the library's live policy wants a lender's charge settled, asked in the transaction that posts it; undefined where there is
 * nothing to settle. Whatever goes wrong in it leaves the charge to a person.
 */
export async function askPolicy(tx: Tx, policies: Policies, cost: CostIncurred): Promise<Settlement | undefined> {
  if (!isCharge(cost)) return undefined;
  try {
    const { compiled, hash } = await policies.live(tx, 'charges');
    return await settlementBy(compiled, cost, tx.now().toISOString()).catch((failure: unknown) =>
      forPerson(`The policy failed: ${(failure as Error).message}`, { policy: hash }),
    );
  } catch (error) {
    if (error instanceof NoPolicyError) return forPerson(`No policy for charges can be asked: ${error.message}.`);
    throw error;
  }
}

/** A person says how a charge is settled that the policy left open. */
export const settleByHand = (tx: Tx, id: string, means: Means | 'nothing', reason: string): Promise<Result<void, Rejection>> =>
  settle(tx, id, async (before) => byPerson(before, means, reason));

/** The policy is asked again, as it is live now: it may have been changed for this. */
export const settleByPolicy = (tx: Tx, policies: Policies, id: string): Promise<Result<void, Rejection>> =>
  settle(tx, id, async (before, cost) => (await askPolicy(tx, policies, cost)) ?? before);

/** Settles it as was said already. */
export const settleAs = (tx: Tx, id: string, said: Settlement): Promise<Result<void, Rejection>> =>
  settle(tx, id, async () => said);

async function settle(
  tx: Tx,
  id: string,
  say: (before: Settlement, cost: CostIncurred) => Promise<Settlement>,
): Promise<Result<void, Rejection>> {
  await openBooks(tx);
  const charge = await charges.find(tx, id);
  const { cost, settlement } = charge?.state ?? {};
  if (!charge || !cost) return err(reject('not-found', `There is no charge ${id} at this library.`));
  const said = await say(settlement ?? forPerson(''), cost);
  const decided = chargeDecider.decide(charge.state, { type: 'settle', settlement: said, newId: () => tx.newId() });
  if (!decided.ok) return decided;
  await saveStep(tx, { charge }, { fund: [], reservation: [], charge: decided.value });
  return { ok: true, value: undefined };
}
