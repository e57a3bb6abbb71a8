import type { Citation } from '#lib/contracts';
import type { Account } from '#lib/service';
import type { RegistryWork } from '../domain/verification/registry-work.ts';

/** A registry of publications, asked within a job. */
export abstract class Registry {
  /** The work of a DOI; null where the registry does not know it. @param own as whom the library asks, where it says so */
  abstract byDoi(doi: string, signal: AbortSignal, own?: Account): Promise<RegistryWork | null>;
  /** Works like the one cited, best first; few. */
  abstract search(citation: Citation, signal: AbortSignal, own?: Account): Promise<RegistryWork[]>;
}
