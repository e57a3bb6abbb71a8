export interface HoldToPlace {
  /** The record's number in the library's own catalog. */
  readonly record: string;
  readonly patron: string;
  readonly pickupBranch?: string;
}
export interface HoldToRemove {
  /** The library system's number for it; unknown where a person had placed it by hand. */
  readonly holdId?: string;
  readonly patron: string;
}
/** What a library system said to a hold. */
export type HoldAnswer = { readonly placed: true; readonly holdId: string } | { readonly placed: false; readonly reason: string };

/** A library's own system (ILS), as far as holds go. */
export interface LibrarySystem {
  /** @param key ours: a hold asked for twice under it is one hold */
  placeHold(address: string, key: string, hold: HoldToPlace, signal: AbortSignal): Promise<HoldAnswer>;
  /** @throws PermanentError with the system's reason where it is not taken away */
  removeHold(address: string, hold: HoldToRemove, signal: AbortSignal): Promise<void>;
}
export const LIBRARY_SYSTEM = Symbol('LibrarySystem');
