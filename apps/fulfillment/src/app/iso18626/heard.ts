import type { LibraryChanged } from '#lib/contracts';
import type { ErrorType, Kind, MessageOf } from '#lib/iso18626';
import type { Tx } from '#lib/messaging';

/** Why a well-formed message is not taken, as its confirmation says it (errorData). */
export interface NotTaken {
  readonly errorType: ErrorType;
  readonly errorValue: string;
}
/** A message found acceptable, before anything is changed. It is kept with its confirmation first, then acted upon. */
export interface Acceptable {
  /** The aggregate it is about: the attempt, or what was lent. */
  readonly subject: string;
  /** What it says, for the list of messages: `Loaned`, `Received`, `Request`. */
  readonly kind: string;
  /** Acts upon it; what is illegal now becomes a task and is no error. @param library whom it is for */
  act(library: LibraryChanged): Promise<void>;
}
/** Looks at a message of a library's partner under the library's own tenant; the partner is known and has shown who it is. */
export type Hears<K extends Kind> = (tx: Tx, message: MessageOf<K>, xml: string) => Promise<Acceptable | NotTaken>;

export const notTaken = (errorValue: string, errorType: ErrorType = 'UnrecognisedDataValue'): NotTaken => ({
  errorType,
  errorValue,
});
