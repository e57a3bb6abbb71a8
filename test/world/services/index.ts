import { carrier } from './carrier.ts';
import { crossref } from './crossref.ts';
import { delivered } from './delivered.ts';
import { getItNow } from './get-it-now.ts';
import { illiad } from './illiad.ts';
import { ils } from './ils.ts';
import { lenders } from './lenders.ts';
import { mail } from './mail.ts';
import { openAccessFiles } from './openaccess.ts';
import { publisher } from './publisher.ts';
import { reprintsDesk } from './reprints-desk.ts';
import { scanner } from './scanner.ts';
import type { Service } from './service.ts';
import { sru } from './sru.ts';
import { unpaywall } from './unpaywall.ts';
import { vendor } from './vendor.ts';
import { worldcat } from './worldcat.ts';

/** By the first segment of the address; also the names that outages and settings go by. */
export const SERVICES: Readonly<Record<string, Service>> = {
  crossref,
  unpaywall,
  openaccess: openAccessFiles,
  sru,
  getitnow: getItNow,
  reprintsdesk: reprintsDesk,
  vendor,
  publisher,
  ils,
  illiad,
  iso18626: lenders,
  carrier,
  delivered,
  scanner,
  mail,
  oclc: worldcat,
};
