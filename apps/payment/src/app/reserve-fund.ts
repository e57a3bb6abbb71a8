import type { ReserveFund } from '#lib/contracts';
import { unwrap } from '#lib/kernel';
import type { Tx } from '#lib/messaging';
import { reserve } from '../domain/moves/moves.ts';
import { saveStep } from './save-step.ts';
import { findFund, inDays, openBooks, reservations } from './stores.ts';

/** Holds a part of a fund for a request, or refuses; either way whoever asked hears of it. Asked twice, it answers once. */
export async function reserveFund(tx: Tx, id: string, asked: ReserveFund, reminderDays: number): Promise<void> {
  const [, fund, reservation] = await Promise.all([openBooks(tx), findFund(tx, asked.fund), reservations.load(tx, id)]);
  const step = unwrap(reserve(fund?.state, reservation.state, { type: 'reserve', ...asked, remindAt: inDays(tx, reminderDays) }));
  await saveStep(tx, { fund, reservation }, step);
}
