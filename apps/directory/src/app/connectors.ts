import { ConnectorChanged, connectorContext, type ConnectorKind } from '#lib/contracts';
import { err, ok, reject, type Rejection, type Result } from '#lib/kernel';
import { message, type Tx } from '#lib/messaging';
import type { ConnectionTest, Seals } from '#lib/service';
import { faultOf, type ConnectorSetUp, type ConnectorState } from '../domain/connector/connector.ts';
import { KINDS } from '../domain/connector/kinds.ts';
import { connectorDecider } from '../domain/connector/connector.ts';
import { connectorId, connectors } from './stores.ts';

/** A connector as a person gives it: a secret left out stays as it is, an empty one goes. */
export interface GivenConnector {
  readonly address: string;
  readonly settings: Readonly<Record<string, string>>;
  readonly secrets: Readonly<Record<string, string>>;
}
/** A connector with its secrets open, for the moment in which it is tried. */
export type OpenConnector = GivenConnector & { readonly kind: ConnectorKind };

export const findConnector = async (tx: Tx, kind: ConnectorKind): Promise<ConnectorState> =>
  (await connectors.load(tx, connectorId(tx.tenant, kind))).state;

/** Sets up or changes a connector of the transaction's library; those who use it hear it, the secrets still sealed. */
export async function setConnector(
  tx: Tx,
  seals: Seals,
  kind: ConnectorKind,
  given: GivenConnector,
): Promise<Result<ConnectorState, Rejection>> {
  const fault = faultOf(kind, { ...given, secrets: withoutEmpty(given.secrets) });
  // a kept secret may need a user name that is given now: it is looked at again with what is kept
  if (fault && fault.code !== 'missing-setting') return err(fault);
  const { state } = await connectors.load(tx, connectorId(tx.tenant, kind));
  const setUp: ConnectorSetUp = { kind, ...given, secrets: sealed(tx.tenant, seals, kind, given, state) };
  return step(tx, kind, { type: 'set', ...setUp });
}

export const removeConnector = (tx: Tx, kind: ConnectorKind): Promise<Result<ConnectorState, Rejection>> =>
  step(tx, kind, { type: 'remove' });

/** Notes how a test went, if the connector is still as it was tried. */
export async function noteTest(tx: Tx, kind: ConnectorKind, tried: GivenConnector, test: ConnectionTest): Promise<void> {
  const { state } = await connectors.load(tx, connectorId(tx.tenant, kind));
  if (!state.active || state.setUp?.address !== tried.address.trim()) return;
  await step(tx, kind, { type: 'tested', at: tx.now().toISOString(), ok: test.ok, words: test.words });
}

/** What is tried: the set-up given, completed with the secrets that are kept. @throws SealError where a kept one cannot be opened */
export function opened(
  tenant: string,
  seals: Seals,
  kind: ConnectorKind,
  given: GivenConnector | undefined,
  { active, setUp }: ConnectorState,
): Result<OpenConnector, Rejection> {
  const kept = active ? setUp : undefined;
  const base = given ?? kept;
  if (!base)
    return err(
      reject('no-such-connector', `${KINDS[kind].what} is not set up yet.`, { remedy: 'Give its address, then test it.' }),
    );
  const secrets = Object.fromEntries(
    KINDS[kind].secrets.flatMap(({ name }) => {
      const open = given?.secrets[name];
      if (open !== undefined) return open ? [[name, open]] : [];
      const seal = kept && goesToSame(kept, base) ? kept.secrets[name] : undefined;
      return seal ? [[name, seals.open(tenant, seal, connectorContext(kind, name))]] : [];
    }),
  );
  const { address, settings } = base;
  const fault = faultOf(kind, { address, settings, secrets });
  return fault ? err(fault) : ok({ kind, address: address.trim(), settings, secrets });
}

type Where = Pick<GivenConnector, 'address' | 'settings'>;
/** A kept secret is sent to the server and for the user it was given for, and to nobody else: otherwise it is asked for anew. */
const goesToSame = (kept: Where, given: Where): boolean =>
  hostOf(kept.address) === hostOf(given.address) &&
  hostOf(kept.settings['token'] ?? '') === hostOf(given.settings['token'] ?? '') &&
  kept.settings['user']?.trim() === given.settings['user']?.trim();
const hostOf = (address: string): string => /^[a-z][a-z0-9+.-]*:\/\/[^/?#]+/i.exec(address.trim())?.[0].toLowerCase() ?? '';

const withoutEmpty = (secrets: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(secrets).filter(([, secret]) => secret));

function sealed(
  tenant: string,
  seals: Seals,
  kind: ConnectorKind,
  { secrets: given, ...to }: GivenConnector,
  { active, setUp }: ConnectorState,
): Record<string, string> {
  const fresh = Object.entries(withoutEmpty(given)).map(
    ([name, secret]) => [name, seals.seal(tenant, secret, connectorContext(kind, name))] as const,
  );
  const known = active && setUp && goesToSame(setUp, to) ? setUp.secrets : {};
  const kept = Object.entries(known).filter(([name]) => given[name] === undefined);
  return Object.fromEntries([...kept, ...fresh]);
}

async function step(
  tx: Tx,
  kind: ConnectorKind,
  command: Parameters<typeof connectorDecider.decide>[1],
): Promise<Result<ConnectorState, Rejection>> {
  const stepped = await connectors.step(
    tx,
    connectorId(tx.tenant, kind),
    (state) => connectorDecider.decide(state, command),
    (events, { active, setUp }) =>
      events.some(({ type }) => type !== 'connector-tested') ? [message(ConnectorChanged, { active, ...setUp! })] : [],
  );
  return stepped.ok ? ok(stepped.value.state) : stepped;
}
