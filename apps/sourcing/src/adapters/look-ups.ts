import { connectorContext } from '#lib/contracts';
import type { LookupValue } from '#lib/policy';
import { openAccount, sellerHeaders, type Account, type Seals } from '#lib/service';
import { NotSent, PermanentError } from '#lib/messaging';
import type { LookupPayload } from '../app/lookup-jobs.ts';
import type { SourcingConfig } from '../config.ts';
import type { OutsideLookup } from '../domain/request/state.ts';
import { quoteGetItNow } from './get-it-now.ts';
import type { PlainRecord } from './marc-xml.ts';
import { lookInFile, lookInOwnCatalog } from './own-catalog.ts';
import { quoteReprintsDesk } from './reprints-desk.ts';
import { lookInSharedCatalog } from './shared-catalog.ts';
import type { Access } from './sru.ts';
import { lookInUnionCatalog } from './union-catalog.ts';
import { lookUpOpenAccess } from './unpaywall.ts';
import { quoteItem } from './vendor.ts';

/** How one look-up is made outside. */
export interface Look<Name extends OutsideLookup = OutsideLookup> {
  /** As the decision names it: where the answer is from. */
  readonly source: string;
  /** One call, in milliseconds. */
  readonly timeoutMs: number;
  /** Calls at most, before the answer is unknown. */
  readonly attempts: number;
  readonly concurrency: number;
  /** Rest after the nth failure, in milliseconds. */
  readonly backoff?: (failures: number) => number;
  /** Servers that fail apart from each other have a breaker each. */
  server(payload: LookupPayload): string;
  look(
    config: SourcingConfig,
    payload: LookupPayload,
    signal: AbortSignal,
    attempt: number,
    seals: Seals,
  ): Promise<LookupValue<Name>>;
}

const FREE = { timeoutMs: 10_000, attempts: 4, concurrency: 16 };
/** Whose account is asked on: the library's own, else the installation's. @throws PermanentError where there is neither */
function accountAt(what: string, { account, asked }: LookupPayload, seals: Seals, address: string | undefined): Account {
  if (account) return openAccount(seals, asked.library, account);
  if (!address) throw new PermanentError(`neither the library nor the consortium has set up ${what}`);
  return { address, settings: {}, secrets: {} };
}
const accessOf = ({ settings: { user }, secrets: { password = '' } }: Account): Access | undefined =>
  user ? { user, password } : undefined;

/** A server of the library's own fails apart from the installation's. */
const ownOr =
  (name: string) =>
  ({ account }: LookupPayload): string =>
    account ? account.address : name;

const METERED = { timeoutMs: 15_000, attempts: 4, concurrency: 8 };

/** Every look-up outside: a new one is an adapter file and an entry here. */
export const LOOKS: { readonly [Name in OutsideLookup]: Look<Name> } = {
  'own-catalog': {
    ...FREE,
    source: "the library's catalog",
    server: ({ asked }) => asked.library,
    look: (_config, { catalogUrl, catalogAccess: access, held, asked }, signal, _attempt, seals) => {
      if (!catalogUrl && held) return Promise.resolve(lookInFile(held as PlainRecord[], asked));
      if (!catalogUrl) throw new PermanentError('the library has told no address of its catalog');
      const password = access?.password && seals.open(asked.library, access.password, connectorContext('sru', 'password'));
      return lookInOwnCatalog(catalogUrl, asked, signal, access && { user: access.user, password: password ?? '' });
    },
  },
  'shared-catalog': {
    ...FREE,
    source: 'the shared catalog',
    server: ({ account }) => account?.address ?? 'the shared catalog',
    look: (_config, { account, asked, sharing }, signal, _attempt, seals) => {
      if (!account || !sharing) throw new PermanentError('the library has connected no shared catalog');
      const opened = openAccount(seals, asked.library, account);
      return lookInSharedCatalog(opened.address, asked, sharing, signal, accessOf(opened));
    },
  },
  'open-access': {
    ...FREE,
    source: 'Unpaywall',
    server: ownOr('Unpaywall'),
    look: ({ UNPAYWALL_URL, CONTACT_EMAIL }, payload, signal, _attempt, seals) => {
      const { address: base, settings } = accountAt('Unpaywall', payload, seals, UNPAYWALL_URL);
      return lookUpOpenAccess({ base, email: settings['email'] ?? CONTACT_EMAIL }, payload.asked, signal);
    },
  },
  holders: {
    ...FREE,
    source: 'the union catalog',
    server: ownOr('the union catalog'),
    look: ({ UNION_CATALOG_URL }, payload, signal, _attempt, seals) => {
      const account = accountAt('the union catalog', payload, seals, UNION_CATALOG_URL);
      return lookInUnionCatalog(account.address, payload.asked, payload.borrower!, signal, accessOf(account));
    },
  },
  'get-it-now': {
    ...METERED,
    source: 'Get It Now',
    server: ownOr('Get It Now'),
    look: ({ GET_IT_NOW_URL }, payload, signal, _attempt, seals) => {
      const account = accountAt('Get It Now', payload, seals, GET_IT_NOW_URL);
      return quoteGetItNow(account.address, payload.asked, signal, sellerHeaders(account));
    },
  },
  'reprints-desk': {
    ...METERED,
    source: 'Reprints Desk',
    server: ownOr('Reprints Desk'),
    look: ({ REPRINTS_DESK_URL }, payload, signal, _attempt, seals) => {
      const account = accountAt('Reprints Desk', payload, seals, REPRINTS_DESK_URL);
      return quoteReprintsDesk(account.address, payload.asked, signal, sellerHeaders(account));
    },
  },
  'item-quotes': {
    ...METERED,
    source: 'the vendor',
    server: ownOr('the vendor'),
    look: ({ VENDOR_URL }, payload, signal, _attempt, seals) => {
      const account = accountAt('the vendor', payload, seals, VENDOR_URL);
      return quoteItem(account.address, payload.asked, signal, sellerHeaders(account));
    },
  },
  patron: {
    ...FREE,
    source: 'the patron file',
    backoff: () => 700,
    server: ({ asked }) => `the patron file of ${asked.library}`,
    // nothing is asked: directory tells of its own accord, and the answer is looked up in this service's own table then
    look: (_config, _payload, _signal, attempt) =>
      Promise.reject(
        attempt < FREE.attempts ? new NotSent('not told yet') : new PermanentError('the library has told nothing of this patron'),
      ),
  },
};
