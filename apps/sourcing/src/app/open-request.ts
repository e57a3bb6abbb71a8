import type { RequestVerified } from '#lib/contracts';
import { unwrap } from '#lib/kernel';
import { statement, type Tx } from '#lib/messaging';
import { initial } from '../domain/request/state.ts';
import { freeLookups } from './lookup-jobs.ts';
import { askedOf } from './local-lookups.ts';
import type { Sourcing } from './sourcing.ts';

const KNOWS_PATRON = statement('select 1 from patron where tenant = $1 and ref = $2');

/** A verified (or corrected) request comes in: what is free to look up is looked up. */
export async function openRequest(sourcing: Sourcing, tx: Tx, id: string, request: RequestVerified): Promise<void> {
  const step = await sourcing.step(tx, id, async (_state, { profile, now, deadlines }) => {
    const lookups = freeLookups(askedOf({ ...initial, request }, profile, tx.now()));
    const [known] = await tx.query(KNOWS_PATRON, [tx.tenant, request.patronRef]);
    return { type: 'open', request, lookups: known ? lookups : [...lookups, 'patron'], now, deadline: deadlines.gathering };
  });
  unwrap(step);
}
