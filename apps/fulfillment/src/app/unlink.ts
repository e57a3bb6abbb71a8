import type { RequestUnlinked } from '#lib/contracts';
import { AUDIT_TRAIL, replaceReference, statement, type Tx } from '#lib/messaging';

const OF = statement("select state #>> '{wanted,patronRef}' as ref from process where id = $1 for update");
const ATTEMPTS = statement('select id from attempt where request_id = $1 order by id for update');

/** A closed request is nobody's any more, and neither are the attempts to supply it. Messages to other libraries named no patron. */
export async function unlinkRequest(tx: Tx, requestId: string, { standIn }: RequestUnlinked): Promise<void> {
  const [process] = await tx.query<{ ref: string | null }>(OF, [requestId]);
  if (!process?.ref) return;
  const attempts = (await tx.query<{ id: string }>(ATTEMPTS, [requestId])).map(({ id }) => id);
  await replaceReference(
    tx,
    process.ref,
    standIn,
    [requestId, ...attempts],
    [{ table: 'process', json: ['state'], by: 'id' }, { table: 'attempt', json: ['state'], by: 'id' }, AUDIT_TRAIL],
  );
}
