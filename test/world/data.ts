import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Money } from '#lib/kernel';
import { parse } from 'csv-parse/sync';
import { projectRoot } from './root.ts';

/** Everything that is so in the simulated world. Rows only: nothing in test/world answers by a request's number. */
export interface WorldData {
  libraries: Library[];
  journals: Journal[];
  works: Work[];
  holdings: Holding[];
  openAccess: OpenAccess[];
  getItNow: GetItNowTitle[];
  reprintsDesk: ReprintsDeskPrice[];
  vendorOffers: VendorOffer[];
  publisherPrices: PublisherPrice[];
  behaviors: Behavior[];
  countries: Country[];
  services: ServiceSettings[];
  // what a library brings to Trillium itself: files and lists to import, not servers to ask
  patrons: Patron[];
  courseAdoptions: CourseAdoption[];
  priorCopies: PriorCopy[];
  licenses: License[];
  kbart: KbartRow[];
  stocks: Stock[];
}

export interface Library {
  symbol: string;
  name: string;
  /**
   * `member` of the consortium; `partner` abroad, paid by vouchers; `outside`: reached through OCLC, paid by IFM; `evergreen`: shares a
   * library system with a member and nothing else.
   */
  role: 'member' | 'partner' | 'outside' | 'evergreen';
  /** ISO 3166-1. */
  country: string;
  timeZone: string;
  branches: { code: string; name: string }[];
  sharedIls?: string;
  lendsAv: boolean;
}
export interface Journal {
  id: string;
  title: string;
  /** Print before electronic. */
  issn: string[];
  publisher?: string;
}
export interface Work {
  id: string;
  kind: 'article' | 'chapter' | 'conference' | 'book' | 'dissertation' | 'av';
  title: string;
  /** `Family, Given`. */
  authors: string[];
  journal?: string;
  container?: string;
  issn?: string[];
  isbn?: string[];
  doi?: string;
  pmid?: string;
  volume?: string;
  issue?: string;
  pages?: string;
  articleNumber?: string;
  year?: number;
  edition?: string;
  publisher?: string;
  place?: string;
  lcClass?: string;
  subjects?: string[];
  /** Genre headings (MARC 655): `Juvenile fiction`, `Study guides`, `Guidebooks`. */
  genres?: string[];
  pieces?: number;
  institution?: string;
  /** An open copy in a repository, as the catalog record links it (MARC 856 40). */
  repositoryCopy?: boolean;
  /** DOI of the notice that retracts it. */
  retractedBy?: string;
  /** DOI of the article that this notice retracts. */
  retracts?: string;
  /** Crossref does not know it, although it has a DOI. */
  notInCrossref?: boolean;
}
export type ItemStatus = 'available' | 'checked-out' | 'reserve' | 'missing' | 'in-repair' | 'on-order';
export interface Item {
  barcode: string;
  status: ItemStatus;
  /** `YYYY-MM-DD`, where it is checked out. */
  due?: string;
  type: string;
  /** No hold may be placed on it in the shared system: new items, much audiovisual. */
  holdable?: boolean;
  branch?: string;
  location?: string;
  callNumber?: string;
}
export type Terms = 'prohibited' | 'silent' | 'print-scan-send' | 'secure-electronic' | 'electronic';
export interface Holding {
  library: string;
  work?: string;
  journal?: string;
  format: 'print' | 'electronic' | 'dvd';
  items?: Item[];
  /** Years held of a journal; `to` absent: to the present. */
  from?: number;
  to?: number;
  /** What the license says about interlibrary loan; print needs none. */
  terms?: Terms;
  /** What the library lends of it to others. */
  lends?: 'loan' | 'in-library-use' | 'no-loan';
  /** In the union catalog (default) or in the library's own only. */
  union?: boolean;
}
export interface OpenAccess {
  doi: string;
  status: 'gold' | 'hybrid' | 'bronze' | 'green' | 'closed';
  locations: {
    host: 'publisher' | 'repository';
    version: 'publishedVersion' | 'acceptedVersion' | 'submittedVersion';
    license?: string;
    repository?: string;
    /** The link is in the record, and nothing answers there. */
    dead?: boolean;
  }[];
}
export interface GetItNowTitle {
  issn: string;
  title: string;
  available: boolean;
  /** The negotiated flat fee for an article. */
  fee?: Money;
  royalty?: Money;
  deliveryHours: number;
  outcome?: 'delivered' | 'failed';
}
export interface ReprintsDeskPrice {
  doi?: string;
  issn?: string;
  price: Money;
  deliveryHours: number;
  outcome?: 'delivered' | 'failed';
}
export interface VendorOffer {
  offer: string;
  isbn: string;
  format: 'print' | 'e-book';
  binding?: 'paperback' | 'hardcover';
  price: Money;
  inStock: boolean;
  shipDays: number;
  transitDays: number;
}
export interface PublisherPrice {
  issn: string;
  price: Money;
}
/** How a lender behaves: by default, for a kind of service, for one work or journal. The most particular row counts. */
export interface Behavior {
  lender: string;
  work?: string;
  journal?: string;
  service?: 'Copy' | 'Loan';
  /** `by-holdings`: yes where it has a copy that it lends, no otherwise, with the fitting reason. */
  answer?: 'by-holdings' | 'yes' | 'no' | 'retry' | 'silent';
  reason?: string;
  answerHours?: number;
  shipHours?: number;
  transitDays?: number;
  loanDays?: number;
  charge?: Money;
  /** In half vouchers; asks to be paid so. */
  halfVouchers?: number;
  conditions?: string[];
  /** Says that it got the request before it answers. */
  acknowledges?: boolean;
  /** Says halfway, where it will be a yes, that it expects to supply. */
  expects?: boolean;
  /** Does not stop when asked to: its yes comes all the same. */
  ignoresCancel?: boolean;
  renewals?: number;
}
export interface Country {
  code: string;
  name: string;
  loans: 'open' | 'suspended';
}
export interface ServiceSettings {
  service: string;
  /** Calls allowed a second (real time); absent: no limit. */
  perSecond?: number;
  /** Answers take so long (real time). */
  latencyMs?: number;
}
export interface Patron {
  username: string;
  library: string;
  name: string;
  email: string;
  group: string;
  blocked?: boolean;
  ebookAccepted?: boolean;
  anyEdition?: boolean;
  /** What the library's system knows besides (SIP2): the PIN, by default the card's last four digits. */
  pin?: string;
  /** Positions of SIP2's patron status that are set. */
  blocks?: readonly number[];
  /** Last day of the card, `2026-01-31`. */
  expires?: string;
  /** What is owed, `12.50`. */
  fees?: string;
}
export interface CourseAdoption {
  library: string;
  isbn: string;
  title: string;
  course: string;
}
export interface PriorCopy {
  library: string;
  issn: string;
  title: string;
  /** Day the copy was filled. */
  filledOn: string;
  publicationYear: number;
  status: 'filled' | 'unfilled' | 'pending';
  copyright: 'CCG' | 'CCL';
}
export interface License {
  library: string;
  /** KBART title_id of the title it is about. */
  titleId: string;
  package: string;
  terms: Terms;
}
export interface Stock {
  /** `fund` (a library's money for requests) or `half-vouchers` (physical stock). */
  what: 'fund' | 'half-vouchers';
  library: string;
  amount: number;
  currency?: string;
}
export type KbartRow = { library: string } & Record<string, string>;
/** A line of an upload file, in the columns of ILLiad with the library first. */
export type RequestRow = Record<string, string>;

export const DATA_FOLDER = join(projectRoot, 'test/world/data');

/**
 * Reads a folder of data: every `*.json` holds some tables of WorldData as arrays (tables of several files are joined), every
 * `kbart/SYMBOL.tsv` a library's title list.
 */
export function loadData(folder: string = DATA_FOLDER): WorldData {
  const data = { kbart: [] } as unknown as Record<string, unknown[]>;
  for (const name of readdirSync(folder).toSorted()) {
    if (!name.endsWith('.json')) continue;
    const tables = JSON.parse(readFileSync(join(folder, name), 'utf8')) as Record<string, unknown[]>;
    for (const [table, rows] of Object.entries(tables)) data[table] = [...(data[table] ?? []), ...rows];
  }
  for (const name of readdirSync(join(folder, 'kbart')).toSorted()) {
    if (!name.endsWith('.tsv')) continue;
    const rows = parse(readFileSync(join(folder, 'kbart', name)), { columns: true, delimiter: '\t', quote: null, bom: true });
    data['kbart']!.push(...(rows as Record<string, string>[]).map((row) => ({ library: name.replace('.tsv', ''), ...row })));
  }
  return data as unknown as WorldData;
}

/** A library's title list as the tab-separated file it would import. */
export function kbartFile(data: WorldData, library: string): string {
  const rows = data.kbart.filter((row) => row.library === library);
  const columns = Object.keys(rows[0] ?? {}).filter((column) => column !== 'library');
  return [columns, ...rows.map((row) => columns.map((column) => row[column] ?? ''))]
    .map((cells) => `${cells.join('\t')}\n`)
    .join('');
}

/** The 21 requests of the demo, as the lines of the file that staff upload. */
export const loadRequests = (file: string = join(DATA_FOLDER, 'demo-requests.csv')): RequestRow[] =>
  parse(readFileSync(file), { columns: true, bom: true });

/** The same lines as a file again. */
export function requestsFile(rows: readonly RequestRow[]): string {
  const columns = Object.keys(rows[0] ?? {});
  const cell = (value: string) => (/[",\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value);
  return [columns, ...rows.map((row) => columns.map((column) => row[column] ?? ''))]
    .map((cells) => `${cells.map(cell).join(',')}\n`)
    .join('');
}
