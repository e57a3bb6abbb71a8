import { statement, type Tx } from '#lib/messaging';

/** Where the library has set nothing: two terms in which somebody may ask why a line was refused. */
export const KEEP_UPLOADS_DAYS = 180;

const DUE = statement(`select b.id from batch b left join library l on l.symbol = b.tenant
  where b.emptied_at is null and b.uploaded_at < $1::timestamptz - make_interval(days => coalesce(l.keep_uploads_days, ${KEEP_UPLOADS_DAYS}))
    and not exists (select from batch_line w where w.batch_id = b.id and w.status = 'waiting')
  order by b.uploaded_at limit $2 for update of b skip locked`);
// the message of a refused line quotes what stood in it
const LINES = statement(`update batch_line set request = null, patron_key = null,
  error = case when error is null then null else jsonb_build_object('code', error -> 'code',
    'message', 'Line ' || line || ' was refused; what stood in it is not kept any longer.') end
  where batch_id = any($1)`);
const EMPTIED = statement(`update batch set emptied_at = $2, file_name = '' where id = any($1)`);

/** Forgets what stood in uploaded files after as long as the library set: what became of each line stays. @returns how many files */
export async function emptyUploads(tx: Tx, limit: number): Promise<number> {
  const ids = (await tx.query<{ id: string }>(DUE, [tx.now().toISOString(), limit])).map(({ id }) => id);
  if (!ids.length) return 0;
  await tx.execute(LINES, [ids]);
  await tx.execute(EMPTIED, [ids, tx.now().toISOString()]);
  return ids.length;
}
