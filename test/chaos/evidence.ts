import type { Envelope, RequestStatus } from '#lib/contracts';
import type { LedgerCheck } from '../../apps/payment/src/ledger-check.ts';

/** A message as it stands in the topic of the service that sent it. */
export interface Told {
  readonly service: string;
  readonly partition: number;
  readonly offset: number;
  readonly envelope: Envelope<Readonly<Record<string, unknown>>>;
}
/** A message written to an outbox, in the transaction that did so. */
export interface Sent {
  readonly service: string;
  readonly pos: number;
  readonly id: string;
  readonly key: string;
  readonly type: string;
}
/** A message that a service handled, once for each time it was committed. */
export interface Handled {
  readonly service: string;
  readonly id: string;
  readonly type: string;
}
export interface Job {
  readonly service: string;
  readonly id: string;
  readonly kind: string;
  readonly key: string;
}
/** An aggregate's row against its events. */
export interface Aggregate {
  readonly service: string;
  readonly table: string;
  readonly id: string;
  readonly version: number;
  readonly events: number;
  readonly lowest: number;
  readonly highest: number;
}
/** Something the client was told had been done: what has to be found of it. */
export interface Acknowledged {
  readonly service: 'intake' | 'sourcing' | 'fulfillment';
  /** The aggregate it was done to. */
  readonly id: string;
  /** What the event that it leaves is called: its type, or what an attempt's step went by. */
  readonly event: string;
}
export interface Attempt {
  readonly id: string;
  readonly requestId: string;
  readonly machine: string;
  readonly status: string;
  readonly requestIds: readonly string[];
  readonly orderNumber?: string;
  readonly holdId?: string;
  /** Messages to the lender that the lender confirmed, of kind Request. */
  readonly sent: number;
  /** Times it asked a lender: events `told` with a Request, or with a Retry once the lender's condition was agreed to. */
  readonly asked: number;
  /** It was `unsure` once: a person was told before anything was repeated. */
  readonly unsure: boolean;
}
/** A line of the world's journal that made something: an order, a hold, a request at a lender. */
export interface Effect {
  readonly service: string;
  readonly effect: string;
  readonly key?: string;
}
/** What an exchange balance says. */
export interface Balance {
  readonly tenant: string;
  readonly partner: string;
  readonly borrowed: number;
  readonly lent: number;
}

/** All that is known after a run, from each place on its own. */
export interface Evidence {
  readonly acknowledged: { readonly requests: readonly string[]; readonly actions: readonly Acknowledged[] };
  /** Lines of acknowledged files: the request made of each, or why it was refused. */
  readonly batchLines: readonly { readonly line: number; readonly status: string; readonly requestId?: string }[];
  readonly requests: readonly { readonly id: string; readonly status: RequestStatus; readonly asksPatron: boolean }[];
  /** Requests for which something stands on a person's worklist. */
  readonly inHands: readonly string[];
  readonly told: readonly Told[];
  readonly sent: readonly Sent[];
  readonly handled: readonly Handled[];
  readonly jobs: readonly Job[];
  readonly left: readonly { readonly what: string; readonly n: number }[];
  readonly aggregates: readonly Aggregate[];
  /** Steps by event: `service aggregate event`. */
  readonly steps: ReadonlySet<string>;
  readonly timeline: readonly string[];
  readonly heard: readonly string[];
  readonly decisions: readonly { readonly id: string; readonly requestId: string; readonly route: string }[];
  readonly charges: readonly string[];
  readonly entries: readonly string[];
  readonly postings: number;
  readonly moneyRows: number;
  readonly attemptRows: readonly string[];
  readonly decisionRows: readonly string[];
  readonly balances: readonly Balance[];
  readonly members: readonly string[];
  readonly attempts: readonly Attempt[];
  readonly effects: readonly Effect[];
  readonly ledger: LedgerCheck;
}

/** What one check found: in words; none where all is well. `compared` counts what was looked at. */
export interface Checked {
  readonly findings: readonly string[];
  readonly compared: Readonly<Record<string, number>>;
}
export type Check = (evidence: Evidence) => Checked;

/** Things of `wanted` that are not in `found`, things of `found` not in `wanted`, and what is in `found` more than once, in words. */
export function compare(what: string, wanted: Iterable<string>, found: readonly string[], place: string): string[] {
  const expected = new Set(wanted);
  const times = new Map<string, number>();
  for (const one of found) times.set(one, (times.get(one) ?? 0) + 1);
  return [
    ...[...expected].filter((one) => !times.has(one)).map((one) => `${what} ${one} is missing in ${place}`),
    ...[...times].filter(([one]) => !expected.has(one)).map(([one]) => `${what} ${one} is in ${place} and nowhere else`),
    ...[...times].filter(([, n]) => n > 1).map(([one, n]) => `${what} ${one} is ${n} times in ${place}`),
  ];
}
/** Each message once, as a consumer that drops repeats sees it: the first of each id, in the order of its partition. */
export function once(told: readonly Told[]): Told[] {
  const seen = new Set<string>();
  return [...told]
    .toSorted((a, b) => a.service.localeCompare(b.service) || a.partition - b.partition || a.offset - b.offset)
    .filter(({ envelope }) => !seen.has(envelope.id) && seen.add(envelope.id));
}
