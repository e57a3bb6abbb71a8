import { pqfQueries, searchZ3950, Z3950Failed, z3950Place, Z3950_SYNTAXES, type Z3950Search } from '#lib/catalog';
import { PermanentError } from '#lib/messaging';
import type { Account } from '#lib/service';
import { MOST, type Found } from './sru.ts';

/** Why a search is not repeated: it would come to nothing again. */
const FOR_GOOD = new Set(['no-client', 'refused', 'no-z3950', 'too-large', 'diagnostic']);

/**
 * Searches a catalog by Z39.50, as its connector is set up, for records and the holdings beside them.
 * @throws PermanentError for what would come to nothing again, Error for what may pass
 */
export async function searchByZ3950(
  { address, settings, secrets }: Account,
  search: Z3950Search,
  signal: AbortSignal,
): Promise<Found> {
  const syntax = Z3950_SYNTAXES.find((one) => one === settings['syntax']) ?? 'opac';
  const { user } = settings;
  const server = { ...z3950Place(address), syntax, ...(user && { user, password: secrets['password'] ?? '' }) };
  try {
    const { hits, records, unread } = await searchZ3950(server, pqfQueries(search), MOST, signal);
    if (!records.length && unread)
      throw new PermanentError(`the catalog sent ${unread} records in a form that cannot be read: set another syntax`);
    const known = new Set<string>();
    return {
      total: Math.max(0, ...hits),
      // one title may be found by its number and by its words
      records: records.filter(({ marc }) => {
        const id = marc.control('001')?.trim();
        if (!id) return true;
        return known.has(id) ? false : known.add(id);
      }),
    };
  } catch (error) {
    if (error instanceof Z3950Failed && FOR_GOOD.has(error.why)) throw new PermanentError(error.message, { cause: error });
    throw error;
  }
}
