import { err, ok, reject, vouchersText, type Rejection, type Result } from '#lib/kernel';
import { HALVES, worthOf, type Card } from './card.ts';

/**
 * Cards worth exactly so many halves: full ones first, as halves are what an odd amount needs. There is no change: a half is never paid with
 * a full card, unless a person says so.
 * @param branch cards that lie there are taken first
 */
export function chooseCards(cards: readonly Card[], halves: number, branch?: string): Result<readonly Card[], Rejection> {
  if (!Number.isInteger(halves) || halves < 1)
    return err(reject('wrong-amount', 'Vouchers are counted in whole halves, one at least.', { field: 'halves' }));
  const held = cards
    .filter(({ status }) => status === 'held')
    .toSorted((a, b) => Number(b.branch === branch) - Number(a.branch === branch) || (a.number < b.number ? -1 : 1));
  const fulls = held.filter(({ denomination }) => denomination === 'full');
  const singles = held.filter(({ denomination }) => denomination === 'half');
  const taken = fulls.slice(0, Math.floor(halves / 2));
  const rest = halves - taken.length * HALVES.full;
  if (rest <= singles.length) return ok([...taken, ...singles.slice(0, rest)]);
  const worth = worthOf(held);
  return err(
    worth >= halves
      ? reject(
          'no-half-voucher',
          `${vouchersText(halves)} cannot be made up: ${vouchersText(worth)} in stock, and too few half ones.`,
          {
            remedy: 'Buy half vouchers, or agree with the lender on another amount',
          },
        )
      : reject('too-few-vouchers', `${vouchersText(halves)} asked, ${vouchersText(worth)} in stock.`, {
          remedy: 'Buy vouchers from IFLA, or choose another means',
        }),
  );
}
