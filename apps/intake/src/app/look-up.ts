import type { Citation } from '#lib/contracts';

export const LOOK_UP = 'look-up-citation';

/** What the job that asks the registry is told. */
export interface LookUpPayload {
  /** The round of checking it belongs to. */
  readonly round: number;
  readonly citation: Citation;
}
