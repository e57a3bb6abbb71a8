import { unwrap } from '#lib/kernel';
import type { Tx } from '#lib/messaging';
import type { Found } from '#lib/policy';
import type { OutsideLookup } from '../domain/request/state.ts';
import type { Sourcing } from './sourcing.ts';

/** A look-up has been answered, or it has been given up: then what it was to tell is unknown, and why. */
export async function recordLookup(
  sourcing: Sourcing,
  tx: Tx,
  id: string,
  lookup: OutsideLookup,
  round: number,
  found: Found<unknown>,
): Promise<void> {
  unwrap(await sourcing.step(tx, id, () => ({ type: 'record', lookup, round, found })));
}
