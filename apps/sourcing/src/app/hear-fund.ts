import type { FundReserved, ReservationRefused } from '#lib/contracts';
import { unwrap } from '#lib/kernel';
import type { Tx } from '#lib/messaging';
import type { Sourcing } from './sourcing.ts';

/** The money is held: the purchase is handed over. */
export async function fundReserved(sourcing: Sourcing, tx: Tx, reservation: string, { requestId }: FundReserved): Promise<void> {
  unwrap(await sourcing.step(tx, requestId, (_state, { now, deadlines }) => ({ type: 'reserved', reservation, now, deadlines })));
}

/** Too little is left: decided again, knowing how much there is. */
export async function fundRefused(
  sourcing: Sourcing,
  tx: Tx,
  reservation: string,
  { requestId, available }: ReservationRefused,
): Promise<void> {
  unwrap(
    await sourcing.step(tx, requestId, (_state, { now, deadlines }) => ({
      type: 'refused',
      reservation,
      available,
      now,
      deadlines,
    })),
  );
}
