import { ConnectorKind } from '#lib/contracts';
import type { Tx } from '#lib/messaging';
import { accountOf, type SealedAccount } from '#lib/service';
import type { Conducted } from '../domain/conduct.ts';
import { connectorOf } from './directory-copies.ts';
import type { Connected, Desk } from './jobs/errands.ts';
import { libraryOf } from './surroundings.ts';

/** Where the library's own system answers: as the library has connected it, or else as its profile of before names it. */
const systemAddress = async (tx: Tx): Promise<string | undefined> =>
  (await connectorOf(tx, 'ncip'))?.address ?? (await libraryOf(tx, tx.tenant))?.ilsUrl;

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

/** Library systems of holds that are about to be placed, accounts of what is about to be ordered, the desk that writes. */
export async function connectedFor(tx: Tx, conducted: Conducted): Promise<Connected> {
  const systems = new Map<string, string>();
  const accounts = new Map<string, SealedAccount>();
  let desk: Desk | undefined;
  for (const [id, events] of conducted.attemptEvents) {
    const { plan } = conducted.attempts.get(id)!;
    const channel = 'lender' in plan ? plan.lender.channel : undefined;
    if (channel && channel !== 'iso18626' && events.some(({ type }) => type === 'told')) desk ??= await deskOf(tx);
    if (!events.some(({ type }) => type === 'errand')) continue;
    if (plan.machine === 'hold' && !systems.has(plan.library)) {
      // a copy elsewhere in the shared system is held in that system too: it is the library's own as well
      const address = await systemAddress(tx);
      if (address) systems.set(plan.library, address);
    }
    if (!('provider' in plan)) continue;
    const kind = ConnectorKind.safeParse(plan.provider).data;
    const connector = kind && (await connectorOf(tx, kind));
    if (connector) accounts.set(plan.provider, accountOf(connector));
  }
  return { systems, accounts, ...(desk && { desk }) };
}
