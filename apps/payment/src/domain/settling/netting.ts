import { money, type Money } from '#lib/kernel';

/** What a participant has to pay (positive) or to get (negative), in minor units of one currency. */
export interface Position {
  readonly library: string;
  readonly owes: number;
}

/** One payment, instead of many. */
export interface Transfer {
  readonly from: string;
  readonly to: string;
  readonly amount: Money;
}

const byCode = (a: Position, b: Position): number => (a.library < b.library ? -1 : 1);
/** The largest first; of equals the one whose symbol comes first, so that the same positions always give the same transfers. */
const byAmount = (a: Position, b: Position): number => Math.abs(b.owes) - Math.abs(a.owes) || byCode(a, b);

/**
 * The transfers that settle all positions: the one who owes most pays the one who gets most, again and again. Each transfer settles at
 * least one participant for good and the last settles two, so `n` participants need at most `n − 1`.
 * @throws RangeError where the positions do not add up to zero (what one owes nobody gets), an amount is no whole number, or a participant stands there twice
 */
export function transfersFor(positions: readonly Position[], currency: string): readonly Transfer[] {
  const sum = positions.reduce((total, { owes }) => total + owes, 0);
  if (sum !== 0) throw new RangeError(`netting: the positions are off by ${sum} ${currency}`);
  if (new Set(positions.map(({ library }) => library)).size < positions.length)
    throw new RangeError('netting: a library stands there twice');
  const open = (sign: 1 | -1) =>
    positions
      .filter(({ owes }) => owes * sign > 0)
      .toSorted(byAmount)
      .map(({ library, owes }) => ({ library, left: money(owes * sign, currency).minor }));
  const [payers, payees] = [open(1), open(-1)];
  const transfers: Transfer[] = [];
  for (let p = 0, q = 0; p < payers.length && q < payees.length;) {
    const [payer, payee] = [payers[p]!, payees[q]!];
    const minor = Math.min(payer.left, payee.left);
    transfers.push({ from: payer.library, to: payee.library, amount: money(minor, currency) });
    payer.left -= minor;
    payee.left -= minor;
    if (payer.left === 0) p += 1;
    if (payee.left === 0) q += 1;
  }
  return transfers;
}
