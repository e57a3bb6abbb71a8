import type { StandingWishes } from '#lib/contracts';
import { err, reject, type Rejection, type Result } from '#lib/kernel';
import { statement, type Tx } from '#lib/messaging';
import { wishesAt } from '../domain/patron/wishes.ts';
import { saveChange } from './patrons.ts';
import { libraries, libraryId, patrons } from './stores.ts';

const BY_REF = statement('select id from patron where patron_ref = $1');

/** What a patron of the transaction's library wishes of all their requests, from now on. Takes the place of all they said before. */
export async function setWishes(tx: Tx, patronRef: string, wishes: StandingWishes): Promise<Result<void, Rejection>> {
  const [row] = await tx.query<{ id: string }>(BY_REF, [patronRef]);
  if (!row) return err(reject('not-found', 'There is no such patron at this library.'));
  const possible = await possibleWishes(tx, wishes);
  if (!possible.ok) return possible;
  const { group, blocked, active } = (await patrons.load(tx, row.id)).state;
  return saveChange(tx, row.id, { group, blocked, active, ...possible.value }, []);
}

/** Whether the transaction's library can meet these wishes. */
export async function possibleWishes(tx: Tx, wishes: StandingWishes): Promise<Result<StandingWishes, Rejection>> {
  const { profile } = (await libraries.load(tx, libraryId(tx.tenant))).state;
  return profile ? wishesAt(profile, wishes) : err(reject('not-found', `There is no library ${tx.tenant}.`));
}
