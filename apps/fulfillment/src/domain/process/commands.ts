import type { AttemptKind, AttemptStatus, EndCause, Outcome } from '#lib/contracts';
import type { Wanted, When } from '../attempt/index.ts';
import type { Caps, Entry, Planned, ProcessStatus } from './state.ts';

interface Commands {
  decided: {
    readonly requestId: string;
    readonly decisionId: string;
    readonly outcome: Outcome;
    readonly wanted: Wanted;
    readonly newId: () => string;
  };
  'attempt-changed': {
    readonly entry: Entry;
    /** Its supplier may be asked once more. */
    readonly again?: Planned;
    readonly newId: () => string;
  };
  /** A lender that nobody waited for sent something: the attempt `id` follows it. */
  follow: { readonly id: string; readonly follows: string };
  cancel: { readonly requestId: string; readonly by: 'patron' | 'staff'; readonly reason: string };
  /** Sourcing ended the request: nothing more will be decided. */
  ended: { readonly reason: string };
  'time-out': { readonly newId: () => string };
}
export type ProcessCommand<K extends keyof Commands = keyof Commands> = {
  [Name in K]: { readonly on: Name } & When & Commands[Name];
}[K];

/** An attempt that came to nothing, as sourcing hears of it. */
export interface Tried {
  readonly kind: AttemptKind;
  readonly supplier: string;
  readonly status: AttemptStatus;
  readonly reason?: string;
  /** `YYYY-MM-DD` */
  readonly retryAfter?: string;
}

interface At {
  readonly at: string;
  readonly status: ProcessStatus;
  readonly deadline: string | null;
}

export type ProcessEvent =
  | ({
      readonly type: 'decided';
      readonly requestId: string;
      readonly decisionId: string;
      readonly wanted: Wanted;
      readonly queue: readonly Planned[];
      /** Set with the first decision, and anew where a request is opened again. */
      readonly caps?: Caps;
    } & At)
  /** Too late to be carried out, or nothing to carry out here. */
  | ({
      readonly type: 'passed-over';
      readonly requestId: string;
      readonly decisionId: string;
      readonly reservation?: string;
      readonly reason: string;
    } & At)
  | ({
      readonly type: 'started';
      readonly id: string;
      readonly step: Planned;
      /** Its place in the queue; the first where absent. */
      readonly nth?: number;
      readonly position: number;
      readonly of: number;
      readonly kind: AttemptKind;
      readonly supplier: string;
    } & At)
  /** A supplier is to be asked once more, at once or when its own date has come. */
  | ({ readonly type: 'queued'; readonly step: Planned; readonly first: boolean } & At)
  /** Everyone left has named a day before which it is no use to ask. */
  | ({ readonly type: 'waiting'; readonly until: string } & At)
  | ({ readonly type: 'followed'; readonly id: string; readonly follows: string } & At)
  /** `caps`: what was on its way came to nothing, and the asking begins anew. */
  | ({ readonly type: 'attempt-changed'; readonly entry: Entry; readonly caps?: Caps } & At)
  | ({ readonly type: 'exhausted'; readonly decisionId: string; readonly tried: readonly Tried[] } & At)
  | ({
      readonly type: 'finished';
      readonly kind: AttemptKind;
      readonly supplier: string;
      readonly url?: string;
      readonly availableUntil?: string;
    } & At)
  /** What nobody waited for any more came, and the patron gets that one. */
  | ({ readonly type: 'preferred'; readonly id: string; readonly supplier: string } & At)
  /** The step by which the patron had got it was taken back, or it was no good. */
  | ({
      readonly type: 'reopened';
      readonly kind?: AttemptKind;
      readonly supplier?: string;
      readonly reason?: string;
      readonly caps?: Caps;
    } & At)
  /** The hard cap: nobody ended it, so the library's limit does. `all`: whatever is still open, not only the asking. */
  | ({ readonly type: 'capped'; readonly all: boolean; readonly reason: string } & At)
  | ({ readonly type: 'cancelled'; readonly requestId: string; readonly by: 'patron' | 'staff'; readonly reason: string } & At)
  | ({ readonly type: 'ended'; readonly reason: string } & At)
  | ({
      readonly type: 'closed';
      readonly outcome: 'filled' | 'unfilled' | 'cancelled';
      readonly reason: string;
      readonly cause?: EndCause;
      readonly quiet?: boolean;
    } & At)
  | ({ readonly type: 'reminded' } & At);
