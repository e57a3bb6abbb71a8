import { LibraryChanged } from '#lib/contracts';
import { isPractice, ok, type Rejection, type Result } from '#lib/kernel';
import { message, statement, type Tx } from '#lib/messaging';
import { CONSORTIUM, libraryDecider, type LibraryProfile } from '../domain/library/library.ts';
import { libraries, libraryId } from './stores.ts';

const LIST = statement(`insert into listed_library (symbol, name, country, active) values ($1, $2, $3, $4)
  on conflict (symbol) do update set name = excluded.name, country = excluded.country, active = excluded.active`);

/** Adds a library or changes what is known of it. The transaction's tenant is the library. @returns its profile as it is kept */
export async function setLibrary(tx: Tx, profile: LibraryProfile): Promise<Result<LibraryProfile, Rejection>> {
  const stepped = await libraries.step(
    tx,
    libraryId(profile.symbol),
    (state) => libraryDecider.decide(state, { type: 'set', profile }),
    (_, state) => [message(LibraryChanged, state.profile!)],
  );
  if (!stepped.ok) return stepped;
  const kept = stepped.value.state.profile!;
  // nobody signs in at a practice copy, and nobody exchanges with one
  if (stepped.value.events.length && !isPractice(kept.symbol))
    await tx.execute(LIST, [kept.symbol, kept.name, kept.country, kept.active]);
  return ok(kept);
}

/** Names the consortium itself, as its operators see it. */
export const nameConsortium = (tx: Tx, name: string, country = 'US'): Promise<unknown> =>
  tx.execute(LIST, [CONSORTIUM, name, country, true]);

export interface Listed {
  readonly symbol: string;
  readonly name: string;
  readonly country: string;
  readonly active: boolean;
}

const LISTED = statement('select symbol, name, country, active from listed_library where symbol = any($1)');

/** Those of the symbols that are libraries of this consortium (or the consortium), whatever the transaction's tenant. */
export const findListed = (tx: Tx, symbols: readonly string[]): Promise<Listed[]> => tx.query<Listed>(LISTED, [symbols]);
