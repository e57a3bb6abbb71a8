import type { CostIncurred } from '#lib/contracts';
import { isPractice } from '#lib/kernel';
import { statement, type Tx } from '#lib/messaging';
import { stableId } from '#lib/service';
import { reversal, type Entry } from '../domain/ledger/entry.ts';
import { mirroredAt, mirrorOf } from '../domain/settling/mirror.ts';
import { postAndTell } from './post-entries.ts';

const POSTED = statement('select id from entry where cause = $1 and purpose = $2');

/** The charge as it stands once the entries are posted. */
interface Charged {
  readonly cost: CostIncurred | undefined;
  readonly entries: readonly Entry[];
  readonly occurredAt: string | undefined;
}

/**
 * Posts the lender's (and the consortium's) side of what members settle among themselves, in the transaction that posts the borrower's: both
 * stand in the ledger or neither. What leads there from the attempt is a hash, which leads back to nothing.
 */
export async function postOtherSides(tx: Tx, attempt: string, posted: readonly Entry[], charged: Charged): Promise<void> {
  const { cost, entries, occurredAt } = charged;
  // what was practised is owed by nobody
  if (!cost || isPractice(tx.tenant)) return;
  const isMember = (symbol: string): boolean => symbol === cost.payee && cost.member === true;
  const cause = stableId('lent', attempt);
  for (const entry of posted) {
    const original = entry.reverses ? entries.find(({ id }) => id === entry.reverses) : entry;
    const library = original && mirroredAt(original, isMember);
    if (!library || library === tx.tenant) continue;
    const borrower = tx.tenant;
    await tx.asTenant(library, async (own) => {
      const other = entry.reverses ? await takenBack(own, cause, original, borrower) : mirrorOf(original, borrower, own.newId());
      await postAndTell(own, cause, [other], occurredAt);
    });
  }
}

/** What takes the other side back, which has been posted with the original. */
async function takenBack(tx: Tx, cause: string, original: Entry, borrower: string): Promise<Entry> {
  const [row] = await tx.query<{ id: string }>(POSTED, [cause, original.purpose]);
  if (!row) throw new Error(`ledger: ${tx.tenant} has no other side of ${original.purpose} of ${borrower} to take back`);
  return reversal(mirrorOf(original, borrower, row.id), tx.newId(), 'The charge was taken back.');
}
