import { unwrap, type Rejection, type Result } from '#lib/kernel';
import { json, statement, type Tx } from '#lib/messaging';
import type { AgreementState } from '../domain/agreement/agreement.ts';
import type { LibraryProfile } from '../domain/library/library.ts';
import { setAgreement } from './set-agreement.ts';
import { setLibrary } from './set-library.ts';

const AGREEMENTS = statement(`select id, state from agreement where state -> 'profile' -> 'parties' @> $1::jsonb order by id`);

/**
 * Adds or changes a library, in a transaction of the consortium. Its partners by agreement learn a new name or country, and that it has
 * closed.
 */
export async function changeLibrary(tx: Tx, profile: LibraryProfile): Promise<Result<LibraryProfile, Rejection>> {
  const kept = await tx.asTenant(profile.symbol, (side) => setLibrary(side, profile));
  if (!kept.ok) return kept;
  const concerned = await tx.query<{ id: string; state: AgreementState }>(AGREEMENTS, [json([{ library: profile.symbol }])]);
  for (const { id, state } of concerned) unwrap(await setAgreement(tx, id, state.profile!));
  return kept;
}
