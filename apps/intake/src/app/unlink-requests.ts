import { randomBytes } from 'node:crypto';
import { unwrap } from '#lib/kernel';
import { AUDIT_TRAIL, replaceReference, statement, type Referring, type Tx } from '#lib/messaging';
import { forgetProxies } from './proxies.ts';
import { stepFrom } from './step-request.ts';
import { requests } from './stores.ts';

/** Where a request's patron stands beside its own row and its page, which the step itself writes. */
const ELSEWHERE: readonly Referring[] = [AUDIT_TRAIL, { table: 'batch_line', json: ['request'], text: ['patron_ref'], by: 'id' }];
const WORDS = statement(`update event set data = (data #- '{submission,notes}')
    - case type when 'cancelled' then 'reason' when 'not-obtained' then 'note' else '' end
  where aggregate = $1 and type in ('received', 'cancelled', 'not-obtained')`);
const TYPED = statement(`update timeline set text = null
  where request_id = $1 and type in ('intake.request-cancelled.v1', 'intake.not-obtained.v1')`);
const LINE = statement(`update batch_line set request = request - 'notes' - 'patron', patron_key = null where id = $1`);
const MARK = statement('update request set unlinked_at = $2 where id = $1');

const newStandIn = (): string => `p_x${randomBytes(18).toString('base64url')}`;

/**
 * Makes a closed request nobody's: a random stand-in of its own in the patron's place, everywhere in this service, and the patron's own
 * words gone. Group, branch and everything that is counted stay. The other services do the same when they hear of it.
 */
export async function unlinkRequest(tx: Tx, id: string): Promise<void> {
  const loaded = await requests.load(tx, id);
  const { patronRef: from, askedBy } = loaded.state;
  if (!from) return;
  const standIn = newStandIn();
  const asker = askedBy && { askerStandIn: newStandIn() };
  unwrap(await stepFrom(tx, loaded, [{ type: 'unlink', standIn, ...asker, now: tx.now().toISOString() }]));
  await replaceReference(tx, from, standIn, [id], ELSEWHERE);
  if (asker) await replaceReference(tx, askedBy, asker.askerStandIn, [id], ELSEWHERE);
  await tx.execute(WORDS, [id]);
  await tx.execute(TYPED, [id]);
  await tx.execute(LINE, [id]);
  await tx.execute(MARK, [id, tx.now().toISOString()]);
}

/** Where the library has set nothing: a term's work is behind the patron, and questions about it are answered. */
export const UNLINK_AFTER_DAYS = 90;

// nothing is owed any more: ended here, where somebody was asked to supply it closed there, and its patron owes nothing and gets nothing back
const CLOSED = `r.unlinked_at is null and r.status in ('ended', 'cancelled')
  and (v.progress ? 'closed' or v.progress -> 'attempts' = '{}'::jsonb)
  and coalesce((v.fee -> 'open' ->> 'minor')::bigint, 0) = 0`;
const DUE = statement(`select r.id from request r join request_view v on v.id = r.id
  left join patron p on p.tenant = r.tenant and p.patron_ref = r.patron_ref
  left join library l on l.symbol = r.tenant
  where ${CLOSED} and not coalesce(p.keep_history, false)
    and v.updated_at < $1::timestamptz - make_interval(days => coalesce(l.unlink_after_days, ${UNLINK_AFTER_DAYS}))
  order by r.id limit $2 for update of r skip locked`);

/** Unlinks what has been closed for as long as the library set, some at a time. @returns how many */
export async function unlinkDue(tx: Tx, limit: number): Promise<number> {
  const rows = await tx.query<{ id: string }>(DUE, [tx.now().toISOString(), limit]);
  for (const { id } of rows) await unlinkRequest(tx, id);
  return rows.length;
}

const OF_PATRON = statement(`select r.id, (${CLOSED}) as closed from request r join request_view v on v.id = r.id
  where r.patron_ref = $1 order by r.id for update of r`);
const FORGET = statement('delete from patron where patron_ref = $1');
const ASKED_BY = statement('select id from request_view where asked_by = $1 order by id');

/** Unlinks all of a patron's requests and forgets the patron, unless something is open. @returns how many are open */
export async function forgetPatron(tx: Tx, patronRef: string): Promise<number> {
  const rows = await tx.query<{ id: string; closed: boolean }>(OF_PATRON, [patronRef]);
  const open = rows.filter(({ closed }) => !closed).length;
  if (open) return open;
  for (const { id } of rows) await unlinkRequest(tx, id);
  for (const { id } of await tx.query<{ id: string }>(ASKED_BY, [patronRef])) await unlinkAsker(tx, id, patronRef);
  await forgetProxies(tx, patronRef);
  await tx.execute(FORGET, [patronRef]);
  return 0;
}

/** Who asked in another's name is erased: the request stays the other's, open or closed, and says no more who asked. */
async function unlinkAsker(tx: Tx, id: string, askedBy: string): Promise<void> {
  const standIn = newStandIn();
  unwrap(await stepFrom(tx, await requests.lock(tx, id), [{ type: 'unlink-asker', standIn, now: tx.now().toISOString() }]));
  await replaceReference(tx, askedBy, standIn, [id], ELSEWHERE);
}
