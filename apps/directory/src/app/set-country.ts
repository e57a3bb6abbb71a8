import { unwrap } from '#lib/kernel';
import { statement, type Database } from '#lib/messaging';
import { LIBRARIES } from './known-libraries.ts';
import { apply } from './set-partner.ts';
import { CONSORTIUM } from '../domain/library/library.ts';

const THERE = statement(`select id from partner where state #>> '{profile,country}' = $1
  and (state #>> '{profile,loansOpen}')::boolean is distinct from $2 order by id`);

/**
 * Opens loans to and from a country, or suspends them, for every library of the consortium: library by library, so that a call that broke off
 * is simply made again. Copies are not touched by it, nor what a library says of a partner later.
 * @param country ISO 3166, two capital letters
 * @returns how many partners changed, of how many libraries
 */
export async function setCountryLoans(
  database: Database,
  actor: string,
  country: string,
  open: boolean,
): Promise<{ libraries: number; partners: number }> {
  const all = await database.transaction({ tenant: CONSORTIUM, actor }, (tx) => tx.query<{ symbol: string }>(LIBRARIES));
  const changed = { libraries: 0, partners: 0 };
  for (const { symbol: tenant } of all) {
    const partners = await database.transaction({ tenant, actor }, async (tx) => {
      const there = await tx.query<{ id: string }>(THERE, [country, open]);
      for (const { id } of there) unwrap(await apply(tx, id, { type: 'open-loans', open }));
      return there.length;
    });
    changed.partners += partners;
    if (partners) changed.libraries += 1;
  }
  return changed;
}
