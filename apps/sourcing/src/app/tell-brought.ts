import { HoldingsBrought } from '#lib/contracts';
import { emit, message, type Tx } from '#lib/messaging';
import { stableId } from '#lib/service';

/** Tells how many titles the library has brought; its check-list shows it. */
export const tellBrought = (tx: Tx, what: HoldingsBrought['what'], titles: number): Promise<void> =>
  // a list replaces the one before, so the moment orders them
  emit(
    tx,
    message(HoldingsBrought, { what, titles }, { subject: stableId('holdings', tx.tenant, what), sequence: tx.now().getTime() }),
  );
