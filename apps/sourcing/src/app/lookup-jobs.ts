import { titleKey } from '#lib/citation';
import type { ConnectorKind, LibraryChanged } from '#lib/contracts';
import { job, type Effect, type Tx } from '#lib/messaging';
import { accountOf, type SealedAccount } from '#lib/service';
import { idleFinding, LOOKUP_NAMES, lookups, type Asked } from '#lib/policy';
import type { Borrower, Sharing } from '../adapters/look-ups.port.ts';
import { isOutside, type OutsideLookup, type SourcingState } from '../domain/request/state.ts';
import { heldRecords } from './import-catalog.ts';
import { connectorOf, membersOf } from './libraries.ts';
import { askedOf, knownPartners } from './local-lookups.ts';

/** What the job of a look-up carries: all that is needed outside, and nothing of the patron. */
export interface LookupPayload {
  readonly round: number;
  readonly asked: Asked;
  /** The library's own catalog, where its profile of before names it. */
  readonly catalogUrl?: string;
  /** As jobs of before carry it: where the catalog wants to know who asks; the password is sealed. */
  readonly catalogAccess?: { readonly user: string; readonly password?: string };
  /** What the library's catalog file says, where it has no catalog that answers. */
  readonly held?: readonly unknown[];
  /** Whose codes the shared catalog writes. */
  readonly sharing?: Sharing;
  readonly borrower?: Borrower;
  /** The library's own account or address at what is asked (its catalog, say); without it the installation's holds. */
  readonly account?: SealedAccount;
  /** Of a look-up of a dissertation: the library's own union catalog, beside the repository. */
  readonly union?: SealedAccount;
  /** Of a look-up of holders: the library's key for OCLC's WorldCat. */
  readonly worldCat?: SealedAccount;
}

/** What a library may have connected for a look-up. */
const CONNECTED: Readonly<Partial<Record<OutsideLookup, ConnectorKind>>> = {
  'open-access': 'unpaywall',
  dissertation: 'repository',
  'shared-catalog': 'shared',
  holders: 'union',
  'get-it-now': 'get-it-now',
  'reprints-desk': 'reprints-desk',
  'item-quotes': 'vendor',
};

/** Names a look-up's jobs. */
export const jobKind = (name: OutsideLookup): string => `look-up-${name}`;

/** Those look-ups that are always made: free ones, and the library's own catalog; not those that have nothing to say about such a request. */
export function freeLookups(asked: Asked): OutsideLookup[] {
  const found = { request: { known: true as const, value: asked, source: 'the request', at: asked.now } };
  return LOOKUP_NAMES.filter(isOutside).filter(
    (name) => name !== 'patron' && lookups[name].cost !== 'metered' && !idleFinding(name, found),
  );
}

/** The jobs that make these look-ups. */
export async function lookupJobs(
  tx: Tx,
  id: string,
  state: SourcingState,
  profile: LibraryChanged,
  names: readonly OutsideLookup[],
): Promise<Effect[]> {
  const asked = askedOf(state, profile, tx.now());
  const asksPartners = names.includes('holders') || names.includes('dissertation');
  const partners = asksPartners ? await knownPartners(tx, profile, asked.today) : [];
  const catalog = names.includes('own-catalog') ? await catalogOf(tx, profile, asked) : {};
  const sharing = names.includes('shared-catalog') ? await sharingOf(tx, profile) : undefined;
  const accounts = await accountsFor(tx, names);
  const union = names.includes('dissertation') ? await connectorOf(tx, 'union') : undefined;
  const oclc = names.includes('holders') ? await connectorOf(tx, 'oclc') : undefined;
  return names.map((name) => {
    const account = accounts.get(name);
    const payload: LookupPayload = {
      round: state.round,
      asked,
      ...(name === 'shared-catalog' && sharing && { sharing }),
      ...(account && { account }),
      ...(name === 'own-catalog' && catalog),
      ...(name === 'holders' && oclc && { worldCat: accountOf(oclc) }),
      ...(name === 'dissertation' && union && { union: accountOf(union) }),
      ...((name === 'holders' || name === 'dissertation') && {
        borrower: { symbol: profile.symbol, country: profile.country, partners },
      }),
    };
    return job({ kind: jobKind(name), key: id, payload });
  });
}

/** Codes of the members of its shared system: their symbols, and those of their branches. */
async function sharingOf(tx: Tx, { symbol, branches, sharedIls = '' }: LibraryChanged): Promise<Sharing> {
  const others = (await membersOf(tx, sharedIls)).filter((one) => one.symbol !== symbol);
  const codes = others.flatMap((one) => [one.symbol, ...one.branches.map(({ code }) => code)].map((code) => [code, one.symbol]));
  return { own: [symbol, ...branches.map(({ code }) => code)], members: Object.fromEntries(codes) as Record<string, string> };
}

async function accountsFor(tx: Tx, names: readonly OutsideLookup[]): Promise<ReadonlyMap<OutsideLookup, SealedAccount>> {
  const found = new Map<OutsideLookup, SealedAccount>();
  for (const name of names) {
    const kind = CONNECTED[name];
    const connector = kind && (await connectorOf(tx, kind));
    if (connector) found.set(name, accountOf(connector));
  }
  return found;
}

/** The catalog as the library has connected it, by SRU or else by Z39.50, or as its profile of before names it, or as the file it has brought. */
async function catalogOf(
  tx: Tx,
  { catalogUrl }: LibraryChanged,
  { citation }: Asked,
): Promise<Pick<LookupPayload, 'account' | 'catalogUrl' | 'held'>> {
  const connector = (await connectorOf(tx, 'sru')) ?? (await connectorOf(tx, 'z3950'));
  if (connector) return { account: accountOf(connector) };
  if (catalogUrl) return { catalogUrl };
  const name = citation.kind === 'book' || citation.kind === 'av' ? citation.title : (citation.container ?? citation.title);
  const held = await heldRecords(tx, { ...citation, titleKey: name && titleKey(name) });
  return held ? { held } : {};
}
