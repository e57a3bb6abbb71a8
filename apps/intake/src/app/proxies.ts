import type { ProxyChanged } from '#lib/contracts';
import { statement, type Tx } from '#lib/messaging';

const KEEP = statement(`insert into proxy (id, tenant, patron_ref, proxy_ref, ends_at) values ($1, $2, $3, $4, $5)
  on conflict (id) do update set ends_at = excluded.ends_at`);
const FORGET = statement('delete from proxy where id = $1');
const FORGET_PATRON = statement('delete from proxy where patron_ref = $1 or proxy_ref = $1');
const HOLDS = statement(
  'select from proxy where patron_ref = $1 and proxy_ref = $2 and (ends_at is null or ends_at > $3::timestamptz)',
);

/** Directory's news of who may ask in whose name. They come in their order: what has ended is not kept. */
export const learnProxy = (tx: Tx, id: string, { patronRef, proxyRef, active, endsAt }: ProxyChanged): Promise<number> =>
  active ? tx.execute(KEEP, [id, tx.tenant, patronRef, proxyRef, endsAt ?? null]) : tx.execute(FORGET, [id]);

/** Whether somebody may ask in a patron's name now. */
export const mayAskFor = async (tx: Tx, patronRef: string, proxyRef: string): Promise<boolean> =>
  (await tx.query(HOLDS, [patronRef, proxyRef, tx.now().toISOString()])).length > 0;

/** A patron who is erased asks in nobody's name, and nobody in theirs. */
export const forgetProxies = (tx: Tx, patronRef: string): Promise<number> => tx.execute(FORGET_PATRON, [patronRef]);
