import type { Loaded, Tx } from '#lib/messaging';
import { fold } from '#lib/kernel';
import type { ChargeEvent, ChargeState } from '../domain/charge/charge.ts';
import { fundDecider, type FundState } from '../domain/fund/fund.ts';
import type { Entry } from '../domain/ledger/entry.ts';
import type { Step } from '../domain/moves/moves.ts';
import { reservationDecider, type ReservationState } from '../domain/reservation/reservation.ts';
import { entryPosted, fundChanged, reservationAnswer } from './effects.ts';
import { postEntries } from './post-entries.ts';
import { charges, funds, reservations } from './stores.ts';

/** The parts of a step as they were loaded. */
export interface Parts {
  readonly fund?: Loaded<FundState> | undefined;
  readonly reservation?: Loaded<ReservationState> | undefined;
  readonly charge?: Loaded<ChargeState> | undefined;
}

/** Saves what was decided, posts its entries and tells it, in the transaction given. */
export async function saveStep(tx: Tx, { fund, reservation, charge }: Parts, step: Step): Promise<void> {
  if (reservation && step.reservation.length) {
    const state = fold(reservationDecider, step.reservation, reservation.state);
    const answers = step.reservation.flatMap((event) => reservationAnswer(state, event));
    await reservations.save(tx, reservation, step.reservation, answers);
  }
  if (charge && step.charge.length) {
    const posted = step.charge.flatMap(entriesOf);
    await postEntries(tx, charge.id, posted);
    await charges.save(tx, charge, step.charge, posted.map(entryPosted));
  }
  if (fund && step.fund.length) await funds.save(tx, fund, step.fund, [fundChanged(fold(fundDecider, step.fund, fund.state))]);
}

function entriesOf(event: ChargeEvent): readonly Entry[] {
  switch (event.type) {
    case 'incurred':
    case 'reversed':
      return event.entries;
    case 'covered':
      return [event.entry];
    case 'reminded':
      return [];
  }
}
