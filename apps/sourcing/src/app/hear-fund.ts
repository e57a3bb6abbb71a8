import type { FundReserved, ReservationRefused, VouchersPromised, VouchersRefused } from '#lib/contracts';
import { unwrap } from '#lib/kernel';
import type { Tx } from '#lib/messaging';
import type { Sourcing } from './sourcing.ts';

/** The money, or the vouchers, are held: the request is handed over. */
export async function fundReserved(
  sourcing: Sourcing,
  tx: Tx,
  reservation: string,
  { requestId }: FundReserved | VouchersPromised,
): Promise<void> {
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

/** Too few vouchers are left: decided again, knowing how many there are. */
export async function vouchersRefused(
  sourcing: Sourcing,
  tx: Tx,
  reservation: string,
  { requestId, left }: VouchersRefused,
): Promise<void> {
  unwrap(
    await sourcing.step(tx, requestId, (_state, { now, deadlines }) => ({ type: 'refused', reservation, left, now, deadlines })),
  );
}
