import type { z } from 'zod';
import { bestCopy } from './best-copy.ts';
import { charge } from './charge.ts';
import { copyrightRuling } from './copyright-ruling.ts';
import { copyright } from './copyright.ts';
import { courseAdoptions } from './course-adoptions.ts';
import { COSTS, type Cost, type Found, type LookupDefinition } from './define.ts';
import { dissertation } from './dissertation.ts';
import { earlier } from './earlier.ts';
import { fund } from './fund.ts';
import { getItNow } from './get-it-now.ts';
import { happening } from './happening.ts';
import { holders } from './holders.ts';
import { incoming } from './incoming.ts';
import { itemQuotes } from './item-quotes.ts';
import { lender } from './lender.ts';
import { licenses } from './licenses.ts';
import { openAccess } from './open-access.ts';
import { openRequests } from './open-requests.ts';
import { ownCatalog } from './own-catalog.ts';
import { ownItem } from './own-item.ts';
import { patron } from './patron.ts';
import { quote } from './quote.ts';
import { reprintsDesk } from './reprints-desk.ts';
import { request } from './request.ts';
import { sharedCatalog } from './shared-catalog.ts';
import { tried } from './tried.ts';
import { vouchers } from './vouchers.ts';

/** Every look-up there is, by name. */
export const lookups = {
  request,
  patron,
  earlier,
  tried,
  fund,
  vouchers,
  copyright,
  licenses,
  'course-adoptions': courseAdoptions,
  'own-catalog': ownCatalog,
  'shared-catalog': sharedCatalog,
  'open-access': openAccess,
  dissertation,
  holders,
  'get-it-now': getItNow,
  'reprints-desk': reprintsDesk,
  'item-quotes': itemQuotes,
  'open-requests': openRequests,
  'copyright-ruling': copyrightRuling,
  'best-copy': bestCopy,
  lender,
  quote,
  incoming,
  'own-item': ownItem,
  charge,
  happening,
} as const;

export type LookupName = keyof typeof lookups;
export const LOOKUP_NAMES = Object.keys(lookups) as readonly LookupName[];
export type LookupValue<Name extends LookupName> = z.infer<(typeof lookups)[Name]['shape']>;
/** What has been found so far; a look-up that is absent has not been made yet. */
export type Lookups = { readonly [Name in LookupName]?: Found<LookupValue<Name>> };

export const costOf = (name: LookupName): Cost => lookups[name].cost;
/** Cheapest first. */
export const byCost = (a: LookupName, b: LookupName): number => COSTS.indexOf(costOf(a)) - COSTS.indexOf(costOf(b));

/** The look-up's finding for a request it has nothing to say about, or undefined where it must be made. */
export function idleFinding(name: LookupName, found: Lookups): Found<unknown> | undefined {
  const asked = found.request?.known ? found.request.value : undefined;
  const definition: LookupDefinition = lookups[name];
  const why = asked && definition.idle?.(asked);
  return why ? { known: true, value: definition.empty, source: why, at: asked.now } : undefined;
}

export * from './define.ts';
export { Asked, wantsDocument } from './asked.ts';
export { CatalogItem, CatalogRecord } from './own-catalog.ts';
export { SharedCopy, SharedRecord } from './shared-catalog.ts';
export { LicensedTitle } from './licenses.ts';
export { OpenCopy, VERSIONS } from './open-access.ts';
export { Holder } from './holders.ts';
export { ItemOffer } from './item-quotes.ts';
export { mayAskAgain, TriedSupplier, wasTried } from './tried.ts';
export { COPY_SOURCES, type Quote } from './quote.ts';
export { RULINGS } from './copyright-ruling.ts';
export { HAPPENINGS } from './happening.ts';
