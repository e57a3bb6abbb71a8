import type { ParcelStatus } from './machine.ts';

/** What the desk can say of a parcel that nobody announced. */
export interface Announced {
  /** Who sent it, as far as it can be told: a partner’s symbol, or what stands on the parcel. */
  readonly sender?: string;
  readonly senderName?: string;
  readonly contents: string;
  /** The number on it, as it was scanned. */
  readonly code?: string;
  readonly note?: string;
}

/** The supply attempt it turned out to belong to. */
export interface Match {
  readonly attemptId: string;
  readonly requestId: string;
}

export interface Parcel extends Announced {
  readonly id: string;
  readonly status: ParcelStatus;
  readonly cameAt: string;
  /** When it came to this status. */
  readonly since: string;
  /** When the desk is reminded; null where nothing is left to do. */
  readonly deadline: string | null;
  readonly reminders: number;
  readonly match?: Match;
  readonly carrier?: string;
  readonly tracking?: string;
  /** Why it is kept, or what was said when it went back. */
  readonly reason?: string;
}

interface Then {
  readonly at: string;
}
export type ParcelEvent = Then &
  (
    | ({ readonly type: 'announced'; readonly id: string; readonly deadline: string } & Announced)
    | ({ readonly type: 'matched' } & Match)
    | { readonly type: 'sent-back'; readonly carrier?: string; readonly tracking?: string; readonly reason?: string }
    | { readonly type: 'kept'; readonly reason: string }
    | { readonly type: 'reopened'; readonly deadline: string }
    | { readonly type: 'reminded'; readonly reminders: number; readonly deadline: string }
  );

const ended = (state: Parcel, status: ParcelStatus, at: string): Parcel => ({ ...state, status, since: at, deadline: null });

/** What it is once that has happened. */
export function evolveParcel(state: Parcel | null, event: ParcelEvent): Parcel {
  const { at } = event;
  if (event.type === 'announced') {
    const { type: _, at: __, ...said } = event;
    return { ...said, status: 'waiting', cameAt: at, since: at, reminders: 0 };
  }
  if (!state) throw new Error(`parcel: ${event.type} before it came`);
  switch (event.type) {
    case 'matched':
      return { ...ended(state, 'matched', at), match: { attemptId: event.attemptId, requestId: event.requestId } };
    case 'sent-back': {
      const { type: _, at: __, ...how } = event;
      return { ...ended(state, 'sent-back', at), ...how };
    }
    case 'kept':
      return { ...ended(state, 'kept', at), reason: event.reason };
    case 'reopened': {
      const { match: _, reason: __, ...left } = state;
      return { ...left, status: 'waiting', since: at, deadline: event.deadline, reminders: 0 };
    }
    case 'reminded':
      return { ...state, reminders: event.reminders, deadline: event.deadline };
  }
}
