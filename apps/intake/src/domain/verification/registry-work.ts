import type { ItemKind } from '#lib/contracts';

/** A work as a registry of publications (Crossref) knows it, in Trillium's words. */
export interface RegistryWork {
  readonly doi: string;
  readonly kind: ItemKind;
  /** The registry also has what was published before it was reviewed. */
  readonly preprint: boolean;
  /** The title with and without subtitle, the original title. None is empty; the first is the one to show. */
  readonly titles: readonly string[];
  readonly containers: readonly string[];
  readonly authors: readonly string[];
  /** Of the issue first, then of other dates (online, print). */
  readonly years: readonly number[];
  readonly volume?: string;
  readonly issue?: string;
  readonly pages?: string;
  readonly articleNumber?: string;
  /** Print before electronic. */
  readonly issn: readonly string[];
  readonly isbn: readonly string[];
  readonly publisher?: string;
  readonly institution?: string;
  readonly language?: string;
  readonly retracted: boolean;
  /** DOI of the notice. */
  readonly retractionNotice?: string;
  /** The publisher has expressed concern about it. */
  readonly concern: boolean;
}

/** What looking a citation up brought. */
export interface LookUp {
  /** By its DOI; null where the registry does not know the DOI, absent where none was asked for. */
  readonly byDoi?: RegistryWork | null;
  /** By title and what else is cited, best first; absent where it was not asked for. */
  readonly bySearch?: readonly RegistryWork[];
  /** Why nothing could be asked. */
  readonly unreachable?: string;
}
