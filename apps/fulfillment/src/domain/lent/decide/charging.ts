import type { LentStatus } from '#lib/contracts';
import { isUnpaid } from '../asks.ts';
import type { Command } from '../commands.ts';
import type { LentCharge, LentEvent } from '../events.ts';
import { evolve, type Lent } from '../state.ts';

/** It has left the house: from then on it is charged. */
const SENT: readonly LentStatus[] = ['shipped', 'with-borrower', 'supplied'];

/**
 * What is charged for it now, or is owed no more, as these events leave it: charged once, when it is first sent; taken back where it never
 * arrived, that is, where it is lost and nobody has had it. What comes back, is kept too long, or is lost by the borrower stays charged.
 */
export function charging(lent: Lent, events: readonly LentEvent[], c: Command): LentEvent[] {
  if (!events.length) return [];
  const after = events.reduce<Lent>((state, event) => evolve(state, event), lent);
  if (!lent.charge) {
    const charge = SENT.includes(after.status) && !lent.sent ? chargeOf(after, c) : undefined;
    return charge ? [{ type: 'charged', charge, at: c.at }] : [];
  }
  const neverArrived = lent.status === 'shipped' && after.status === 'lost' && !after.received;
  return neverArrived && after.uncharged === undefined
    ? [{ type: 'uncharged', reason: 'It was lost on the way there.', at: c.at }]
    : [];
}

/** What is owed for what has just been sent; undefined where it is free, or nobody says by what means it would be paid. */
function chargeOf({ asks, cost }: Lent, c: Command): LentCharge | undefined {
  if (!asks?.means) return undefined;
  const { policy: hash, means, halves, returnPostage, rules } = asks;
  const amount = cost ?? asks.amount;
  if (!isUnpaid(means) && !amount) return undefined;
  const byHand = 'cost' in c && c.cost !== undefined && c.cost.minor !== asks.amount?.minor;
  return {
    means,
    ...(isUnpaid(means) ? {} : { amount: amount! }),
    ...(means === 'vouchers' && halves ? { halves } : {}),
    ...(returnPostage ? { returnPostage } : {}),
    policy: { hash, rules: rules.map(({ id }) => id) },
    reasons: [...rules.map(({ reason }) => reason), ...(byHand ? ['The amount was named by staff when it was sent.'] : [])],
  };
}
