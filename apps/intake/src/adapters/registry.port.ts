import type { Citation } from '#lib/contracts';
import type { RegistryWork } from '../domain/verification/registry-work.ts';

/** A registry of publications, asked within a job. */
export abstract class Registry {
  /** The work of a DOI; null where the registry does not know it. */
  abstract byDoi(doi: string, signal: AbortSignal): Promise<RegistryWork | null>;
  /** Works like the one cited, best first; few. */
  abstract search(citation: Citation, signal: AbortSignal): Promise<RegistryWork[]>;
}
