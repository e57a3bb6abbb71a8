import type { Task, Worklists } from '#lib/contracts';

/** One worklist with how much stands on it. */
export interface List {
  readonly kind: string;
  readonly count: number;
  /** There are more than the service tells. */
  readonly more: boolean;
  /** Of fulfillment: counted by the server and fetched page by page. */
  readonly paged: boolean;
}

/** The order in which the lists stand, by where in a request's life they are; a list nobody has placed stands last. */
export const GROUPS = {
  decide: [
    'unknown-patron',
    'nothing-to-go-by',
    'doi-of-another-work',
    'to-decide',
    'by-hand',
    'to-release',
    'proposed',
    'sent-back',
  ],
  lenders: [
    'ask-by-hand',
    'to-buy',
    'conditional',
    'unsure',
    'no-answer',
    'illegal-message',
    'second-supply',
    'not-obtained',
    'no-word',
  ],
  desk: [
    'to-scan',
    'to-receive',
    'unannounced',
    'to-check',
    'to-notify',
    'to-pick-up',
    'pieces-missing',
    'with-patron',
    'overdue',
    'lost',
    'to-return',
    'to-catalog',
  ],
  patrons: ['tell-patron', 'not-told', 'notice-failed', 'notice-uncertain', 'patron-wrote'],
  money: [
    'undecided-charge',
    'ifm-difference',
    'efts-difference',
    'lent-taken-back',
    'invoice-difference',
    'deposit-overdrawn',
    'deposit-differs',
    'deposit-low',
    'manual-entry',
    'netting-due',
    'netting-drawn-up',
    'transfers-unpaid',
    'invoice-overdue',
    'invoice-to-refund',
    'invoice-draft',
    'over-fund',
    'cost-over-maximum',
    'refund',
    'vouchers-low',
    'vouchers-waiting',
    'vouchers-awaited',
    'old-reservation',
  ],
  late: ['stuck', 'languishing', 'left-behind'],
} as const satisfies Readonly<Record<string, readonly string[]>>;
export type Group = keyof typeof GROUPS | 'other';

const groupOf = (kind: string): Group =>
  (Object.keys(GROUPS) as (keyof typeof GROUPS)[]).find((group) => (GROUPS[group] as readonly string[]).includes(kind)) ??
  'other';
const placeOf = (kind: string): number => {
  const place = (GROUPS[groupOf(kind) as keyof typeof GROUPS] as readonly string[] | undefined)?.indexOf(kind) ?? -1;
  return place < 0 ? 1000 : place;
};

/** All lists on which something waits: fulfillment's as counted, the other services' as they came. */
export function listsOf(counted: Worklists | undefined, desk: readonly Task[], more: boolean): List[] {
  const paged = (counted?.lists ?? []).map(({ kind, count }) => ({ kind, count, more: false, paged: true }));
  const byKind = Object.entries(Object.groupBy(desk, ({ kind }) => kind));
  const others = byKind.map(([kind, tasks]) => ({ kind, count: tasks?.length ?? 0, more, paged: false }));
  const lists = new Map<string, List>();
  for (const list of [...paged, ...others]) {
    const before = lists.get(list.kind);
    lists.set(list.kind, before ? { ...before, count: before.count + list.count, more: before.more || list.more } : list);
  }
  return [...lists.values()];
}

/** Lists in the order of the page, by group. */
export function grouped(lists: readonly List[]): [Group, List[]][] {
  const groups = [...Object.keys(GROUPS), 'other'] as Group[];
  return groups
    .map((group): [Group, List[]] => [
      group,
      lists.filter(({ kind }) => groupOf(kind) === group).toSorted((a, b) => placeOf(a.kind) - placeOf(b.kind)),
    ])
    .filter(([, own]) => own.length > 0);
}

/** Oldest first, over both; while more of the paged ones are to come, nothing is shown that waits less long than they may. */
export function merged(paged: readonly Task[], desk: readonly Task[], morePages: boolean): Task[] {
  const last = paged.at(-1)?.since;
  const before = morePages && last !== undefined ? desk.filter(({ since }) => since <= last) : desk;
  return [...paged, ...before].toSorted((a, b) => (a.since < b.since ? -1 : a.since > b.since ? 1 : 0));
}
