import type { PlayedLibrary } from '../domain/practice/copy.ts';

/** The simulated outside that practice copies are played with. */
export interface SimulatedOutside {
  /** Its address; undefined where this installation has none. */
  readonly address: string | undefined;
  /** Whom it plays. @param copy the practice copy to be: it is asked on its behalf. @throws Error where it does not answer */
  libraries(copy: string): Promise<readonly PlayedLibrary[]>;
}
export const SIMULATED_OUTSIDE = Symbol('SimulatedOutside');
