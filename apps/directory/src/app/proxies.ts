import { ProxyChanged } from '#lib/contracts';
import { endOfDay, err, ok, reject, unwrap, type Rejection, type Result } from '#lib/kernel';
import { DeadlineHandler, message, statement, type DeadlineRunner, type Effect, type Tx } from '#lib/messaging';
import { proxyDecider, type Ender, type ProxyState } from '../domain/proxy/proxy.ts';
import { libraries, libraryId, proxies, proxyId } from './stores.ts';

const STANDING = statement('select active from patron where patron_ref = $1');
const OF_PATRON = statement('select id from proxy where active and (patron_ref = $1 or proxy_ref = $1) order by id');

/** Who lets whom ask in their name, until when. */
export interface Permission {
  readonly patronRef: string;
  readonly proxyRef: string;
  readonly until?: string | undefined;
  readonly by: 'patron' | 'staff';
}

const notFound = reject('not-found', 'There is no such permission.', { remedy: 'Load the list again.' });
const noPatron = reject('not-found', 'There is no such patron at this library, or no longer.');
const noProxy = reject('unknown-patron', 'Nobody who is a patron of this library has this card number, username or patronRef.', {
  field: 'proxy',
  remedy: 'Check the number, or register the patron first.',
});

const changed = ({ patronRef, proxyRef, active, endsAt }: ProxyState): Effect =>
  message(ProxyChanged, { patronRef, proxyRef, active, ...(endsAt && { endsAt }) });

/** Lets one patron of the transaction's library ask in another's name. @returns the permission's id */
export async function letAsk(tx: Tx, { patronRef, proxyRef, until, by }: Permission): Promise<Result<string, Rejection>> {
  const isPatron = async (ref: string) => (await tx.query<{ active: boolean }>(STANDING, [ref]))[0]?.active;
  if (!(await isPatron(patronRef))) return err(noPatron);
  if (!(await isPatron(proxyRef))) return err(noProxy);
  const { profile } = (await libraries.load(tx, libraryId(tx.tenant))).state;
  const endsAt = until && endOfDay(until, profile!.timeZone).toISOString();
  const id = proxyId(tx.tenant, patronRef, proxyRef);
  const command = { type: 'grant', patronRef, proxyRef, until, endsAt, by, now: tx.now().toISOString() } as const;
  const stepped = await proxies.step(
    tx,
    id,
    (state) => proxyDecider.decide(state, command),
    (_, state) => [changed(state)],
  );
  return stepped.ok ? ok(id) : stepped;
}

/** Ends it. @param whose one of the two, who says so; staff for a patron: whom it is about */
export async function endProxy(
  tx: Tx,
  id: string,
  whose: string,
  by: 'staff' | 'one of the two',
): Promise<Result<void, Rejection>> {
  const { state } = await proxies.load(tx, id);
  const side = state.patronRef === whose ? 'patron' : state.proxyRef === whose ? 'proxy' : undefined;
  if (!state.active || !side) return err(notFound);
  await end(tx, id, by === 'staff' ? 'staff' : side);
  return ok(undefined);
}

/** A patron who is erased asks in nobody's name, and nobody in theirs. */
export async function endProxiesOf(tx: Tx, patronRef: string): Promise<void> {
  for (const { id } of await tx.query<{ id: string }>(OF_PATRON, [patronRef])) await end(tx, id, 'erasure');
}

async function end(tx: Tx, id: string, by: Ender): Promise<void> {
  unwrap(
    await proxies.step(
      tx,
      id,
      (state) => proxyDecider.decide(state, { type: 'end', by, now: tx.now().toISOString() }),
      (_, state) => [changed(state)],
    ),
  );
}

/** The day that was said is over. */
@DeadlineHandler('proxy')
export class ProxyDeadlines implements DeadlineRunner {
  async onDeadline(tx: Tx, id: string): Promise<void> {
    await end(tx, id, 'date');
  }
}
