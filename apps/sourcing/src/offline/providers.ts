import { err, ok, type Rejection, type Result } from '#lib/kernel';
import { sameTitle } from '#lib/citation';
import type { Borrower, Sharing } from '../adapters/look-ups.port.ts';
import { lookForDissertation } from '../adapters/dissertations.ts';
import { quoteGetItNow } from '../adapters/get-it-now.ts';
import { lookInOwnCatalog } from '../adapters/own-catalog.ts';
import { quoteReprintsDesk } from '../adapters/reprints-desk.ts';
import { lookInSharedCatalog } from '../adapters/shared-catalog.ts';
import { lookInUnionCatalog } from '../adapters/union-catalog.ts';
import { lookUpOpenAccess } from '../adapters/unpaywall.ts';
import { quoteItem } from '../adapters/vendor.ts';
import { licensedFinding } from '../app/licenses/licensed-titles.ts';
import { readKbart } from '../app/licenses/read-kbart.ts';
import type { Providers } from './decide-offline.ts';

/** Addresses of what lies outside; what has none is not asked. */
export interface OutsideAddresses {
  readonly catalogUrl?: string;
  readonly sharedCatalog?: { readonly url: string; readonly sharing: Sharing };
  readonly unpaywallUrl?: string;
  readonly contactEmail?: string;
  readonly unionCatalogUrl?: string;
  readonly repositoryUrl?: string;
  readonly getItNowUrl?: string;
  readonly reprintsDeskUrl?: string;
  readonly vendorUrl?: string;
  /** Milliseconds a look-up may take; 10 s by default. */
  readonly timeoutMs?: number;
}

/** Providers that ask the servers outside, as the service's jobs do, once. */
export function outsideProviders(at: OutsideAddresses, borrower: Borrower): Providers {
  const signal = (): AbortSignal => AbortSignal.timeout(at.timeoutMs ?? 10_000);
  return {
    ...(at.catalogUrl && { 'own-catalog': (asked) => lookInOwnCatalog({ address: at.catalogUrl! }, asked, signal()) }),
    ...(at.sharedCatalog && {
      'shared-catalog': (asked) =>
        lookInSharedCatalog({ address: at.sharedCatalog!.url }, asked, at.sharedCatalog!.sharing, signal()),
    }),
    ...(at.unpaywallUrl && {
      'open-access': (asked) => lookUpOpenAccess({ base: at.unpaywallUrl!, email: at.contactEmail ?? '' }, asked, signal()),
    }),
    ...(at.unionCatalogUrl && {
      holders: (asked) => lookInUnionCatalog({ address: at.unionCatalogUrl! }, asked, borrower, signal()),
    }),
    ...((at.repositoryUrl || at.unionCatalogUrl) && {
      dissertation: (asked) =>
        lookForDissertation(
          {
            repository: at.repositoryUrl ? { address: at.repositoryUrl } : undefined,
            union: at.unionCatalogUrl ? { address: at.unionCatalogUrl } : undefined,
          },
          asked,
          borrower,
          signal(),
        ),
    }),
    ...(at.getItNowUrl && { 'get-it-now': (asked) => quoteGetItNow(at.getItNowUrl!, asked, signal()) }),
    ...(at.reprintsDeskUrl && { 'reprints-desk': (asked) => quoteReprintsDesk(at.reprintsDeskUrl!, asked, signal()) }),
    ...(at.vendorUrl && { 'item-quotes': (asked) => quoteItem(at.vendorUrl!, asked, signal()) }),
  } satisfies Providers;
}

/** The provider of licensed titles from a KBART file. */
export function titleListProvider(file: Buffer): Result<NonNullable<Providers['licenses']>, Rejection> {
  const read = readKbart(file);
  if (!read.ok) return err(read.error);
  const { lines } = read.value;
  return ok(({ citation, today }) => {
    const { issn, isbn, kind } = citation;
    const name = kind === 'article' || kind === 'chapter' || kind === 'conference' ? citation.container : citation.title;
    const byNumber = issn.length + isbn.length > 0;
    const fitting = lines.filter((line) =>
      byNumber
        ? line.issn.some((one) => issn.includes(one)) || line.isbn.some((one) => isbn.includes(one))
        : name !== undefined && sameTitle(line.title, name),
    );
    const kept = fitting.map((line) => ({
      title: line.title,
      package: line.publisher ?? 'the title list',
      url: line.url ?? null,
      coverage: line,
    }));
    return licensedFinding(kept.slice(0, 100), citation, today);
  });
}
