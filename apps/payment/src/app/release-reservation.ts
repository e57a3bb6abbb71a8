import { err, ok, reject, unwrap, type Rejection, type Result } from '#lib/kernel';
import type { Tx } from '#lib/messaging';
import { reservationDecider } from '../domain/reservation/reservation.ts';
import { release } from '../domain/moves/moves.ts';
import { saveStep } from './save-step.ts';
import { findFund, inDays, openBooks, reservations } from './stores.ts';

/** Gives what is held back to the fund; after a purchase, or a second time, it changes nothing. */
export async function releaseReservation(tx: Tx, id: string, reason: string): Promise<void> {
  const [, reservation] = await Promise.all([openBooks(tx), reservations.load(tx, id)]);
  const fund = await findFund(tx, reservation.state.fund);
  await saveStep(tx, { fund, reservation }, unwrap(release(fund?.state, reservation.state, reason)));
}

/** As above, by a person: there has to be one, and it has to be held. */
export async function releaseByHand(tx: Tx, id: string, reason: string): Promise<Result<void, Rejection>> {
  await openBooks(tx);
  const found = await reservations.find(tx, id);
  if (!found) return err(unknownReservation(id));
  if (found.state.status !== 'held')
    return err(
      reject('already-settled', `This reservation is ${found.state.status}; nothing is held.`, { remedy: 'Reload the list.' }),
    );
  return ok(await releaseReservation(tx, id, reason));
}

/** A person has looked at an old reservation: it stays, and is asked about again later. */
export async function keepReservation(tx: Tx, id: string, reminderDays: number): Promise<Result<void, Rejection>> {
  const found = await reservations.find(tx, id);
  if (!found) return err(unknownReservation(id));
  const stepped = await reservations.step(tx, id, (state) =>
    reservationDecider.decide(state, { type: 'keep', remindAt: inDays(tx, reminderDays) }),
  );
  return stepped.ok ? ok(undefined) : stepped;
}

const unknownReservation = (id: string): Rejection => reject('not-found', `There is no reservation ${id} at this library.`);
