import type { Loaded, Tx } from '#lib/messaging';
import { fold } from '#lib/kernel';
import { chargeDecider, type ChargeEvent, type ChargeState } from '../domain/charge/charge.ts';
import { fundDecider, type FundState } from '../domain/fund/fund.ts';
import type { Entry } from '../domain/ledger/entry.ts';
import type { Step } from '../domain/moves/moves.ts';
import { reservationDecider, type ReservationState } from '../domain/reservation/reservation.ts';
import { entryPosted, fundChanged, reservationAnswer } from './effects.ts';
import { postEntries } from './post-entries.ts';
import { postOtherSides } from './post-other-sides.ts';
import { charges, funds, reservations } from './stores.ts';

/** The parts of a step as they were loaded. */
export interface Parts {
  readonly fund?: Loaded<FundState> | undefined;
  readonly reservation?: Loaded<ReservationState> | undefined;
  readonly charge?: Loaded<ChargeState> | undefined;
}

/**
 * Saves what was decided, posts its entries and tells it, in the transaction given.
 * @param occurredAt when what it is for happened, where that is known
 */
export async function saveStep(tx: Tx, parts: Parts, step: Step, occurredAt?: string): Promise<void> {
  // none waits for another's answer, so all leave in one go
  await Promise.all([saveReservation(tx, parts, step), saveCharge(tx, parts, step, occurredAt), saveFund(tx, parts, step)]);
  if (!parts.charge || !step.charge.length) return;
  const { cost, entries } = fold(chargeDecider, step.charge, parts.charge.state);
  await postOtherSides(tx, parts.charge.id, step.charge.flatMap(entriesOf), { cost, entries, occurredAt });
}

async function saveReservation(tx: Tx, { reservation }: Parts, { reservation: events }: Step): Promise<void> {
  if (!reservation || !events.length) return;
  const state = fold(reservationDecider, events, reservation.state);
  const answers = events.flatMap((event) => reservationAnswer(state, event));
  await reservations.save(tx, reservation, events, answers);
}

async function saveCharge(tx: Tx, { charge }: Parts, { charge: events }: Step, occurredAt?: string): Promise<void> {
  if (!charge || !events.length) return;
  const posted = events.flatMap(entriesOf);
  await Promise.all([postEntries(tx, charge.id, posted, occurredAt), charges.save(tx, charge, events, posted.map(entryPosted))]);
}

async function saveFund(tx: Tx, { fund }: Parts, { fund: events }: Step): Promise<void> {
  if (!fund || !events.length) return;
  await funds.save(tx, fund, events, [fundChanged(fold(fundDecider, events, fund.state))]);
}

function entriesOf(event: ChargeEvent): readonly Entry[] {
  switch (event.type) {
    case 'incurred':
    case 'settled':
    case 'reversed':
      return event.entries;
    case 'covered':
      return [event.entry];
    case 'reminded':
      return [];
  }
}
