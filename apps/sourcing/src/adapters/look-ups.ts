import { connectorContext } from '#lib/contracts';
import type { LookupValue } from '#lib/policy';
import type { Seals } from '#lib/service';
import { NotSent, PermanentError } from '#lib/messaging';
import type { LookupPayload } from '../app/lookup-jobs.ts';
import type { SourcingConfig } from '../config.ts';
import type { OutsideLookup } from '../domain/request/state.ts';
import { quoteGetItNow } from './get-it-now.ts';
import type { PlainRecord } from './marc-xml.ts';
import { lookInFile, lookInOwnCatalog } from './own-catalog.ts';
import { quoteReprintsDesk } from './reprints-desk.ts';
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
  'open-access': {
    ...FREE,
    source: 'Unpaywall',
    server: () => 'Unpaywall',
    look: ({ UNPAYWALL_URL: base, CONTACT_EMAIL: email }, { asked }, signal) => lookUpOpenAccess({ base, email }, asked, signal),
  },
  holders: {
    ...FREE,
    source: 'the union catalog',
    server: () => 'the union catalog',
    look: ({ UNION_CATALOG_URL }, { asked, borrower }, signal) => lookInUnionCatalog(UNION_CATALOG_URL, asked, borrower!, signal),
  },
  'get-it-now': {
    ...METERED,
    source: 'Get It Now',
    server: () => 'Get It Now',
    look: ({ GET_IT_NOW_URL }, { asked }, signal) => quoteGetItNow(GET_IT_NOW_URL, asked, signal),
  },
  'reprints-desk': {
    ...METERED,
    source: 'Reprints Desk',
    server: () => 'Reprints Desk',
    look: ({ REPRINTS_DESK_URL }, { asked }, signal) => quoteReprintsDesk(REPRINTS_DESK_URL, asked, signal),
  },
  'item-quotes': {
    ...METERED,
    source: 'the vendor',
    server: () => 'the vendor',
    look: ({ VENDOR_URL }, { asked }, signal) => quoteItem(VENDOR_URL, asked, signal),
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
