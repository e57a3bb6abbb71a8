import { VouchersPromised, VouchersRefused, type PromiseVouchers } from '#lib/contracts';
import { unwrap } from '#lib/kernel';
import { emit, message, type Tx } from '#lib/messaging';
import { cardsFor } from '../domain/vouchers/stock.ts';
import type { IflaPrices } from '../domain/vouchers/voucher-entries.ts';
import { standOf } from './effects.ts';
import { releaseReservation } from './release-reservation.ts';
import { openBooks, reservations, stockId, stocks } from './stores.ts';
import { stepVouchers } from './vouchers.ts';

/**
 * Keeps vouchers for a lender, as a decision wants it, or refuses; either way whoever asked hears of it. What a person has promised the same
 * lender for the same request is not promised once more.
 */
export async function promiseAsAsked(tx: Tx, id: string, asked: PromiseVouchers, prices: IflaPrices): Promise<void> {
  await openBooks(tx);
  const { requestId, lender, halves } = asked;
  const options = { subject: id, correlation: requestId };
  const refuse = async (reason: string): Promise<void> => {
    const { full, half } = standOf((await stocks.load(tx, stockId(tx.tenant))).state);
    await emit(tx, message(VouchersRefused, { ...asked, left: { full, half }, reason }, options));
  };
  // given back before it was asked for: messages may overtake each other
  if (await reservations.find(tx, id)) return refuse('It had been given back before it was kept.');
  const kept = await stepVouchers(tx, { type: 'reserve', attempt: id, requestId, lender, halves }, prices);
  if (!kept.ok) return refuse(kept.error.message);
  const numbers = cardsFor(kept.value, { attempt: id, requestId, lender }).map(({ number }) => number);
  await emit(tx, message(VouchersPromised, { ...asked, numbers }, options));
}

/** Gives back whatever is held under this number: vouchers to the drawer where they lie there still, money to its fund. */
export async function giveBack(tx: Tx, id: string, reason: string, prices: IflaPrices): Promise<void> {
  await openBooks(tx);
  const { state } = await stocks.load(tx, stockId(tx.tenant));
  if (!state.cards.some(({ attempt }) => attempt === id)) return releaseReservation(tx, id, reason);
  unwrap(await stepVouchers(tx, { type: 'release', attempt: id }, prices));
}
