import { matchKeys } from '#lib/citation';
import type { Citation, NewRequest } from '#lib/contracts';
import { statement, type Tx } from '#lib/messaging';
import { toCitation } from '../domain/reading/asked.ts';
import { membersOf } from '../domain/reading/set.ts';
import { DUPLICATE_WITHIN, duplicateOf, type Compared } from '../domain/request/duplicate.ts';
import type { RequestState } from '../domain/request/request.ts';

/** The latest requests of a patron that are looked at. */
const LATEST = 300;
// the keys sort out what is worth reading and comparing before the states are read
const OF_PATRON = statement(`select id, state from (
    select id, state, match_keys from request where patron_ref = $1 and submitted_at between $2 and $3 and id <> $4
    order by submitted_at desc limit ${LATEST}) latest
  where match_keys && $5::text[] limit 50`);
// earlier lines of the same file and patron that are stored but not taken yet: their turn comes by chance
const WAITING_LINES = statement(`select id, line, request from (
    select l.id, l.line, l.request, l.match_keys from batch_line me
    join batch_line l on l.batch_id = me.batch_id and l.patron_key = me.patron_key and l.line < me.line
    where me.id = $1 and l.status = 'waiting' and l.library is not distinct from me.library order by l.line desc limit ${LATEST}) waiting
  where match_keys && $2::text[] limit 50`);

type Settled = RequestState & { readonly citation: Citation };

const compared = (id: string, state: RequestState, citation: Citation): Compared => ({
  id,
  submittedAt: state.submittedAt ?? '',
  line: state.batch?.line ?? 0,
  citation,
  anyEdition: state.wishes?.anyEdition ?? true,
  status: state.status,
  ...(state.set && { set: state.set }),
  ...(state.outcome && { outcome: state.outcome }),
});

/** The request of the same patron, earlier and open or filled, that asks for the same work (see {@link duplicateOf}). */
export async function findDuplicate(tx: Tx, id: string, state: RequestState, citation: Citation): Promise<string | undefined> {
  const { patronRef, submittedAt, batch } = state;
  if (!patronRef || !submittedAt) return undefined;
  const since = new Date(Date.parse(submittedAt) - DUPLICATE_WITHIN);
  const keys = matchKeys(citation);
  const rows = await tx.query<{ id: string; state: RequestState }>(OF_PATRON, [patronRef, since, submittedAt, id, keys]);
  const others = rows.flatMap((row) =>
    row.state.citation ? [compared(row.id, row.state, (row.state as Settled).citation)] : [],
  );
  if (batch?.follows) others.push(...(await waitingLines(tx, id, state, batch.tenant, keys)));
  return others.length ? duplicateOf(compared(id, state, citation), others) : undefined;
}

async function waitingLines(tx: Tx, id: string, state: RequestState, tenant: string, keys: string[]): Promise<Compared[]> {
  const rows = await tx.asTenant(tenant, (side) =>
    side.query<{ id: string; line: number; request: NewRequest | null }>(WAITING_LINES, [id, keys]),
  );
  return rows.flatMap(({ id: other, line, request }) => {
    const asked = request && toCitation(request);
    if (!asked?.ok) return [];
    const { citation, wishes, set } = asked.value;
    const { set: _mine, ...alike } = compared(other, state, citation);
    const one = { ...alike, line, anyEdition: wishes.anyEdition, status: 'received' as const };
    // what will be several requests is compared as each of them
    return set
      ? membersOf(set, other).map((part) => ({ ...one, set: part.set, citation: { ...citation, ...part.own } }))
      : [{ ...one, citation }];
  });
}
