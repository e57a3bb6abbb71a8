import { type Rejection, type Result } from '#lib/kernel';
import type { Tx } from '#lib/messaging';
import type { SourcingState } from '../domain/request/state.ts';
import { freeLookups } from './lookup-jobs.ts';
import { askedOf } from './local-lookups.ts';
import type { Sourcing } from './sourcing.ts';

/** Staff close the request unfilled. */
export const closeUnfilled = (
  sourcing: Sourcing,
  tx: Tx,
  id: string,
  reason: string,
): Promise<Result<SourcingState, Rejection>> => sourcing.step(tx, id, (_state, { now }) => ({ type: 'close', reason, now }));

/** Staff have everything looked up and decided afresh: a server answers again, a holding was added. */
export const lookAgain = (sourcing: Sourcing, tx: Tx, id: string): Promise<Result<SourcingState, Rejection>> =>
  sourcing.step(tx, id, (state, { profile, now, deadlines }) => {
    const lookups = state.request ? freeLookups(askedOf(state, profile, tx.now())) : [];
    return { type: 'look-again', lookups, now, deadlines };
  });
