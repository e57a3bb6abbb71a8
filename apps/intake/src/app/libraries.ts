import { similarity } from '#lib/citation';
import type { LibraryChanged } from '#lib/contracts';
import { err, ok, reject, type Rejection, type Result } from '#lib/kernel';
import { json, statement, type Tx } from '#lib/messaging';

export interface KnownLibrary {
  readonly symbol: string;
  readonly name: string;
  readonly timeZone: string;
  readonly branches: readonly { readonly code: string; readonly name: string }[];
  readonly active: boolean;
}

const FIND = statement('select symbol, name, time_zone as "timeZone", branches, active from library where symbol = $1');
const SYMBOLS = statement('select symbol from library where active order by symbol limit 500');
const LEARN =
  statement(`insert into library (symbol, name, time_zone, branches, active, sequence, unlink_after_days, keep_uploads_days)
  values ($1, $2, $3, $4, $5, $6, $7, $8)
  on conflict (symbol) do update set name = excluded.name, time_zone = excluded.time_zone, branches = excluded.branches,
    active = excluded.active, sequence = excluded.sequence, unlink_after_days = excluded.unlink_after_days,
    keep_uploads_days = excluded.keep_uploads_days where library.sequence < excluded.sequence`);

export const findLibrary = async (tx: Tx, symbol: string): Promise<KnownLibrary | undefined> =>
  (await tx.query<KnownLibrary>(FIND, [symbol]))[0];

/** The library of that symbol. Rejected, with the nearest known one, where nobody knows it or it has left. */
export async function needLibrary(tx: Tx, symbol: string): Promise<Result<KnownLibrary, Rejection>> {
  const library = await findLibrary(tx, symbol);
  if (library?.active) return ok(library);
  const symbols = (await tx.query<{ symbol: string }>(SYMBOLS)).map((row) => row.symbol);
  const [nearest] = symbols.toSorted((a, b) => similarity(b, symbol.toUpperCase()) - similarity(a, symbol.toUpperCase()));
  const remedy = nearest
    ? `Did you mean ${nearest}? There are: ${symbols.slice(0, 30).join(', ')}.`
    : 'No library has joined yet; ask the operator.';
  const message = library ? `The library ${symbol} has left the consortium.` : `There is no library "${symbol}".`;
  return err(reject('unknown-library', message, { field: 'library', remedy }));
}

/** Directory's news of a library; an older one than is known changes nothing. */
export const learnLibrary = (
  tx: Tx,
  { symbol, name, timeZone, branches, active, unlinkAfterDays, keep }: LibraryChanged,
  sequence: number,
): Promise<number> =>
  tx.execute(LEARN, [symbol, name, timeZone, json(branches), active, sequence, unlinkAfterDays ?? null, keep?.uploads ?? null]);
