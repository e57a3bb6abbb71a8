import type { PlainRecord } from '#lib/catalog';
import { connectorContext } from '#lib/contracts';
import type { LookupValue } from '#lib/policy';
import { openAccount, sellerHeaders, type Account, type Seals } from '#lib/service';
import { NotSent, PermanentError } from '#lib/messaging';
import type { LookupPayload } from '../app/lookup-jobs.ts';
import type { SourcingConfig } from '../config.ts';
import type { OutsideLookup } from '../domain/request/state.ts';
import { lookForDissertation } from './dissertations.ts';
import { quoteGetItNow } from './get-it-now.ts';
import { profileSet, sruCatalog } from './catalog-account.ts';
import { lookInWorldCat, withWorldCat } from './oclc-holders.ts';
import { lookByZ3950, lookInFile, lookInOwnCatalog } from './own-catalog.ts';
import { quoteReprintsDesk } from './reprints-desk.ts';
import { lookInSharedCatalog } from './shared-catalog.ts';
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

/** A server of the library's own fails apart from the installation's. */
const ownOr =
  (name: string) =>
  ({ account }: LookupPayload): string =>
    account ? account.address : name;

const NOBODY: LookupValue<'holders'> = { holders: [], classes: [], genres: [] };
const METERED = { timeoutMs: 15_000, attempts: 4, concurrency: 8 };

/** Every look-up outside: a new one is an adapter file and an entry here. */
export const LOOKS: { readonly [Name in OutsideLookup]: Look<Name> } = {
  'own-catalog': {
    ...FREE,
    source: "the library's catalog",
    server: ({ asked }) => asked.library,
    look: (_config, { account: sealed, catalogUrl, catalogAccess: access, held, asked }, signal, _attempt, seals) => {
      if (sealed) {
        const account = openAccount(seals, asked.library, sealed);
        return sealed.kind === 'z3950'
          ? lookByZ3950(account, asked, signal, profileSet(account))
          : lookInOwnCatalog(sruCatalog(account), asked, signal);
      }
      if (!catalogUrl && held) return Promise.resolve(lookInFile(held as PlainRecord[], asked));
      if (!catalogUrl) throw new PermanentError('the library has told no address of its catalog');
      const password = access?.password && seals.open(asked.library, access.password, connectorContext('sru', 'password'));
      // as jobs of before carry it
      const given = access && { access: { user: access.user, password: password ?? '' } };
      return lookInOwnCatalog({ address: catalogUrl, ...given }, asked, signal);
    },
  },
  'shared-catalog': {
    ...FREE,
    source: 'the shared catalog',
    server: ({ account }) => account?.address ?? 'the shared catalog',
    look: (_config, { account, asked, sharing }, signal, _attempt, seals) => {
      if (!account || !sharing) throw new PermanentError('the library has connected no shared catalog');
      const opened = openAccount(seals, asked.library, account);
      return lookInSharedCatalog(sruCatalog(opened), asked, sharing, signal);
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
  dissertation: {
    ...FREE,
    source: 'the repository of dissertations',
    server: ownOr('the repository of dissertations'),
    look: ({ REPOSITORY_URL, UNION_CATALOG_URL }, payload, signal, _attempt, seals) => {
      const { account, union: own, asked, borrower } = payload;
      const repository =
        account || REPOSITORY_URL ? sruCatalog(accountAt('a repository', payload, seals, REPOSITORY_URL)) : undefined;
      const shared = UNION_CATALOG_URL ? { address: UNION_CATALOG_URL } : undefined;
      const union = own ? sruCatalog(openAccount(seals, asked.library, own)) : shared;
      return lookForDissertation({ repository, union }, asked, borrower!, signal);
    },
  },
  holders: {
    ...FREE,
    source: 'the union catalog',
    server: ownOr('the union catalog'),
    look: async ({ UNION_CATALOG_URL }, payload, signal, attempt, seals) => {
      const { asked, borrower, worldCat } = payload;
      const union = payload.account || UNION_CATALOG_URL || !worldCat;
      const account = union && accountAt('the union catalog', payload, seals, UNION_CATALOG_URL);
      const found = account ? await lookInUnionCatalog(sruCatalog(account), asked, borrower!, signal) : NOBODY;
      if (!worldCat) return found;
      try {
        return withWorldCat(found, await lookInWorldCat(openAccount(seals, asked.library, worldCat), asked, borrower!, signal));
      } catch (error) {
        // what the union catalog says stands by itself, once WorldCat has been asked often enough
        if (account && (attempt >= FREE.attempts || error instanceof PermanentError)) return found;
        throw error;
      }
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
