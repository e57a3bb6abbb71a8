import type { LentCharged } from '#lib/contracts';
import { err, ok, reject, unwrap, type Rejection, type Result } from '#lib/kernel';
import type { Tx } from '#lib/messaging';
import { awaitedDecider } from '../domain/vouchers/awaited.ts';
import { worthOf } from '../domain/vouchers/card.ts';
import type { NewCard } from '../domain/vouchers/stock.ts';
import type { IflaPrices } from '../domain/vouchers/voucher-entries.ts';
import { awaitedVouchers, openBooks } from './stores.ts';
import { stepVouchers } from './vouchers.ts';

/** A borrower is to send cards for something lent. @param lent the lender's side */
export async function awaitVouchers(tx: Tx, lent: string, charge: LentCharged): Promise<void> {
  unwrap(await awaitedVouchers.step(tx, lent, (state) => awaitedDecider.decide(state, { type: 'ask', charge })));
}

/** It is not owed any more. What has come by then stays in the drawer. @returns whether cards were ever awaited for it */
export async function awaitNoMore(tx: Tx, lent: string, reason: string): Promise<boolean> {
  if (!(await awaitedVouchers.find(tx, lent))) return false;
  unwrap(await awaitedVouchers.step(tx, lent, (state) => awaitedDecider.decide(state, { type: 'take-back', reason })));
  return true;
}

const UNKNOWN = reject('not-found', 'This library awaits no such cards.', { remedy: 'Reload the page.' });

/** The cards came: into drawer and books, and off what is awaited, or nothing at all. Fewer than were asked: the rest stays open. */
export async function takeAwaited(
  tx: Tx,
  lent: string,
  cards: readonly NewCard[],
  prices: IflaPrices,
): Promise<Result<void, Rejection>> {
  await openBooks(tx);
  const found = await awaitedVouchers.find(tx, lent);
  if (!found?.state.charge) return err(UNKNOWN);
  const { borrower, reference } = found.state.charge;
  const numbers = cards.map(({ number }) => number);
  const came = await awaitedVouchers.step(tx, lent, (state) =>
    awaitedDecider.decide(state, { type: 'come', halves: worthOf(cards), cards: numbers }),
  );
  if (!came.ok) return came;
  const taken = await stepVouchers(tx, { type: 'receive', from: borrower, lent: reference ?? lent, cards }, prices);
  return taken.ok ? ok(undefined) : taken;
}

/** Nothing is asked after all, says a person, and why. */
export async function waiveAwaited(tx: Tx, lent: string, reason: string): Promise<Result<void, Rejection>> {
  if (!(await awaitedVouchers.find(tx, lent))) return err(UNKNOWN);
  const done = await awaitedVouchers.step(tx, lent, (state) => awaitedDecider.decide(state, { type: 'waive', reason }));
  return done.ok ? ok(undefined) : done;
}
