import { statement, type Tx } from '#lib/messaging';
import type { RetainedKind } from '#lib/service';
import { ErasePatron } from './erase-patron.ts';

// a library that has set nothing erases nobody by itself
const DUE = statement(`select p.patron_ref as ref from patron p join library l on l.symbol = p.tenant
  where not p.active and p.updated_at < $1::timestamptz - make_interval(days => (l.state #>> '{profile,keep,formerPatrons}')::int)
    and exists (select from patron_identity i where i.patron_id = p.id)
    and not exists (select from erasure e where e.patron_ref = p.patron_ref)
  order by p.updated_at limit $2`);

/** Patrons whose membership ended longer ago than their library wants to know them. */
export const formerPatrons = (erasing: ErasePatron): RetainedKind => ({
  what: 'former patrons, to be erased',
  end: async (tx: Tx, limit: number): Promise<number> => {
    const due = await tx.query<{ ref: string }>(DUE, [tx.now().toISOString(), limit]);
    for (const { ref } of due) await erasing.askIn(tx, ref, 'system');
    return due.length;
  },
});
