import type { Citation, WishesForAll } from '#lib/contracts';
import type { Calendar, Rejection, Result } from '#lib/kernel';
import type { LookUp } from '../../../intake/src/domain/verification/registry-work.ts';
import type { Providers } from '../../../sourcing/src/offline/index.ts';

/** A library as deciding needs to know it. */
export interface Place extends Calendar {
  readonly symbol: string;
  readonly name: string;
  readonly currency: string;
  /** The library system it shares with others. */
  readonly sharedIls?: string | undefined;
  readonly branches: readonly { readonly code: string; readonly name: string }[];
}

/** All that lies around a file of requests: the moment, libraries, patrons, whoever can be asked. */
export interface Surroundings {
  readonly now: Date;
  library(symbol: string): Result<Place, Rejection>;
  /** What the patron wishes of all their requests. @param username as the file names them */
  wishes(library: string, username: string | undefined): WishesForAll;
  /** What a registry of publications says; unreachable where none is asked. */
  lookUp(citation: Citation): Promise<LookUp>;
  /** Look-ups for one request; what is not among them is unknown. */
  providers(library: string, username: string | undefined): Providers;
  close(): Promise<void>;
}
