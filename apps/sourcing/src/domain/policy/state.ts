/** Where a version of a policy stands. */
export type PolicyStatus = 'draft' | 'proposed' | 'approved' | 'live' | 'retired';

/** What a version says: the policy as somebody wrote it, and the cases beside it. */
export interface PolicyContent {
  /** JSON, kept as written. */
  readonly text: string;
  readonly cases: string;
  /** SHA-256 of the canonical JSON; none where the text is no JSON yet. */
  readonly hash?: string;
  /** How many rules it has; none where it is no sound policy yet. */
  readonly rules?: number;
}

/** What the checker found in exactly this content. */
export interface CheckedContent {
  readonly hash?: string;
  /** As the checker words them, with line and remedy. */
  readonly faults: readonly string[];
  readonly cases: number;
  /** The cases that fail, each with what differs. */
  readonly failing: readonly string[];
}

/** `shipped`: came with the software; `written`: a draft of the library's own. */
export type Origin = 'shipped' | 'written';

/** One version of a policy of one library, or of the consortium. */
export interface PolicyVersionState {
  readonly status: PolicyStatus;
  /** The question it answers: `sourcing`. */
  readonly kind: string;
  /** Counts the versions of this kind at this library. */
  readonly number: number;
  readonly origin: Origin;
  readonly content: PolicyContent;
  /** Everybody who wrote any of it: none of them is the second pair of eyes. */
  readonly authors: readonly string[];
  /** The number of the version it was drafted from, in words: `the consortium's version 2`. */
  readonly basedOn?: string;
  readonly note: string;
  readonly proposedBy?: string;
  /** An approval holds for this content and no other. */
  readonly approval?: { readonly hash: string; readonly by: string; readonly at: string };
  /** Whether it has ever decided: only such a version can be gone back to. */
  readonly wasLive: boolean;
  readonly since: string;
  readonly deadline?: string;
}

export const initial: PolicyVersionState = {
  status: 'draft',
  kind: '',
  number: 0,
  origin: 'written',
  content: { text: '', cases: '' },
  authors: [],
  note: '',
  wasLive: false,
  since: '1970-01-01T00:00:00.000Z',
};

interface Dated {
  readonly at: string;
}
interface Waits extends Dated {
  readonly deadline: string;
}
export type PolicyVersionEvent =
  | ({
      readonly type: 'drafted';
      readonly kind: string;
      readonly number: number;
      readonly origin: Origin;
      readonly content: PolicyContent;
      readonly by: string;
      readonly basedOn?: string;
      readonly note: string;
    } & Waits)
  /** The first version of a new installation is live at once: without a policy nothing could be decided. */
  | ({
      readonly type: 'installed';
      readonly kind: string;
      readonly number: number;
      readonly content: PolicyContent;
      readonly note: string;
    } & Dated)
  | ({ readonly type: 'edited'; readonly content: PolicyContent; readonly by: string; readonly note: string } & Waits)
  | ({ readonly type: 'proposed'; readonly by: string; readonly note: string } & Waits)
  | ({ readonly type: 'approved'; readonly by: string; readonly hash: string; readonly note: string } & Waits)
  | ({ readonly type: 'sent-back'; readonly by: string; readonly reason: string } & Waits)
  | ({ readonly type: 'published'; readonly by: string; readonly reason: string } & Dated)
  /** An earlier version is live again. */
  | ({ readonly type: 'restored'; readonly by: string; readonly reason: string } & Dated)
  | ({ readonly type: 'retired'; readonly by: string; readonly reason: string } & Dated);

interface Acting {
  readonly by: string;
  readonly now: string;
}
interface Reviewing extends Acting {
  /** The content the person looked at. */
  readonly hash: string;
  readonly fourEyes: boolean;
}
export type PolicyVersionCommand =
  | (Acting & {
      readonly type: 'draft';
      readonly kind: string;
      readonly number: number;
      readonly origin: Origin;
      readonly content: PolicyContent;
      readonly basedOn?: string;
      readonly note: string;
      readonly deadline: string;
    })
  | {
      readonly type: 'install';
      readonly kind: string;
      readonly number: number;
      readonly content: PolicyContent;
      readonly note: string;
      readonly now: string;
    }
  | (Acting & { readonly type: 'edit'; readonly content: PolicyContent; readonly note: string; readonly deadline: string })
  | (Acting & { readonly type: 'propose'; readonly checked: CheckedContent; readonly note: string; readonly deadline: string })
  | (Reviewing & { readonly type: 'approve'; readonly note: string; readonly deadline: string })
  | (Acting & { readonly type: 'send-back'; readonly reason: string; readonly deadline: string })
  | (Reviewing & { readonly type: 'publish'; readonly checked: CheckedContent; readonly reason: string })
  | (Acting & { readonly type: 'restore'; readonly checked: CheckedContent; readonly reason: string })
  /** Another version takes its place, the library goes back to the consortium's, or a draft is given up. */
  | (Acting & { readonly type: 'retire'; readonly reason: string })
  | { readonly type: 'expire'; readonly now: string };
