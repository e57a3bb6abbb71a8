import type { RequestUnlinked } from '#lib/contracts';
import { AUDIT_TRAIL, replaceReference, statement, type Referring, type Tx } from '#lib/messaging';

const REFERRING: readonly Referring[] = [{ table: 'request', json: ['state'], text: ['patron_ref'], by: 'id' }, AUDIT_TRAIL];
const OF = statement('select patron_ref as ref from request where id = $1 for update');
const DROP = statement('delete from patron where ref = $1');

/** A closed request is nobody's any more. The decision log names no patron and stays as it is. */
export async function unlinkRequest(tx: Tx, id: string, { standIn }: RequestUnlinked): Promise<void> {
  const [row] = await tx.query<{ ref: string | null }>(OF, [id]);
  if (row?.ref) await replaceReference(tx, row.ref, standIn, [id], REFERRING);
}

/** There is no such patron any more. */
export const dropPatron = (tx: Tx, patronRef: string): Promise<number> => tx.execute(DROP, [patronRef]);
