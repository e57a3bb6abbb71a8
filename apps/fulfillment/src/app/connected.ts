import { ConnectorKind } from '#lib/contracts';
import type { Tx } from '#lib/messaging';
import { accountOf, type SealedAccount } from '#lib/service';
import type { Conducted } from '../domain/conduct.ts';
import { connectorOf } from './directory-copies.ts';
import type { Connected, Desk } from './jobs/errands.ts';
import { libraryOf } from './surroundings.ts';

/** Who writes to lenders, and by what. */
async function deskOf(tx: Tx): Promise<Desk> {
  const mail = await connectorOf(tx, 'smtp');
  const illiad = await connectorOf(tx, 'illiad');
  return {
    name: (await libraryOf(tx, tx.tenant))?.name ?? tx.tenant,
    ...(mail && { mail: accountOf(mail) }),
    ...(illiad && { illiad: accountOf(illiad) }),
  };
}

/** Accounts of what is about to be ordered or is charged, the desk that writes. */
export async function connectedFor(tx: Tx, conducted: Conducted): Promise<Connected> {
  const accounts = new Map<string, SealedAccount>();
  let desk: Desk | undefined;
  for (const [id, events] of conducted.attemptEvents) {
    const { plan } = conducted.attempts.get(id)!;
    const channel = 'lender' in plan ? plan.lender.channel : undefined;
    if (channel && channel !== 'iso18626' && events.some(({ type }) => type === 'told')) desk ??= await deskOf(tx);
    // for the order, and for how it is paid
    if (!events.some(({ type }) => type === 'errand' || type === 'charged')) continue;
    if (!('provider' in plan)) continue;
    const kind = ConnectorKind.safeParse(plan.provider).data;
    const connector = kind && (await connectorOf(tx, kind));
    if (connector) accounts.set(plan.provider, accountOf(connector));
  }
  return { accounts, ...(desk && { desk }) };
}
