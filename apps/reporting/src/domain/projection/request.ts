import type {
  AttemptAdvanced,
  AttemptOpened,
  AttemptStatus,
  Citation,
  Decided,
  EntryPosted,
  Envelope,
  RequestCancelled,
  RequestClosed,
  RequestFinished,
  RequestReceived,
  RequestReopened,
  RequestVerified,
  ServiceType,
  SourcingEnded,
} from '#lib/contracts';
import { formatMoney, type Money } from '#lib/kernel';
import { momentStamp, numberStamp, textOf, type Json, type Registers, type Said } from '../registers.ts';
import type { RequestRow } from './rows.ts';

interface Wanted {
  readonly service: ServiceType;
  readonly kind: string;
  readonly title: string | null;
  readonly container: string | null;
  readonly year: number | null;
  readonly group: string;
}

const wanted = (data: { service: ServiceType; citation: Citation; patronGroup: string }): Json => ({
  service: data.service,
  kind: data.citation.kind,
  title:
    data.citation.title ?? data.citation.container ?? data.citation.doi ?? data.citation.isbn[0] ?? data.citation.pmid ?? null,
  container: data.citation.title ? (data.citation.container ?? null) : null,
  year: data.citation.year ?? null,
  group: data.patronGroup,
});

const milestone = (field: string, at: string): Said => ({ field, stamp: momentStamp(at), value: momentStamp(at), keep: 'first' });

/** A request came in, or its citation was checked (again): the latest reading of it counts, the first moment of each. */
export function ofIntake({ data, time, sequence }: Envelope<RequestReceived | RequestVerified>): Said[] {
  return [
    { field: 'wanted', stamp: `2 ${numberStamp(sequence)}`, value: wanted(data), keep: 'last' },
    { field: 'channel', stamp: momentStamp(data.submittedAt), value: data.channel, keep: 'first' },
    ...(data.requestingBranch
      ? [{ field: 'branch', stamp: momentStamp(data.submittedAt), value: data.requestingBranch, keep: 'first' as const }]
      : []),
    milestone('submitted', data.submittedAt),
    ...('verification' in data ? [milestone('verified', time)] : []),
  ];
}

export const ofCancelled = ({ time }: Envelope<RequestCancelled>): Said[] => [milestone('cancelled', time)];

/** The latest decision stands; until intake's own word is heard, its citation tells what is wanted. */
export function ofDecided({ data, time }: Envelope<Decided>): Said[] {
  const { outcome, rule, policy, override } = data;
  const stamp = numberStamp(data.attempt);
  return [
    { field: 'wanted', stamp: `1 ${stamp}`, value: wanted(data), keep: 'last' },
    {
      field: 'decision',
      stamp,
      keep: 'last',
      value: {
        number: data.attempt,
        at: momentStamp(time),
        route: outcome.route,
        rule: rule?.id ?? null,
        ruleNumber: rule?.number ?? null,
        hash: policy.hash,
        reason: data.reason,
        also: data.also.map((added) => added.reason).join(' · ') || null,
        override: override?.reason ?? null,
      },
    },
  ];
}

export const ofEnded = ({ data, time }: Envelope<SourcingEnded>): Said[] => ended(time, 1, data.outcome, data.into);
export const ofClosed = ({ data, time }: Envelope<RequestClosed>): Said[] => ended(time, 2, data.outcome);

// when both say how it ended at the same moment, fulfillment's word counts: it saw the thing itself
const ended = (time: string, rank: number, outcome: string, into?: string): Said[] => [
  { field: 'ended', stamp: `${momentStamp(time)} ${rank}`, value: { at: momentStamp(time), outcome, into }, keep: 'last' },
];

/** The patron has not got it after all: it is open again, and when they have is still to come. */
export const ofReopened = ({ time }: Envelope<RequestReopened>): Said[] => [
  { field: 'ended', stamp: `${momentStamp(time)} 3`, value: { at: null, outcome: null }, keep: 'last' },
  { field: 'finished', stamp: momentStamp(time), value: null, keep: 'last' },
];

export function ofFinished({ data, time }: Envelope<RequestFinished>): Said[] {
  return [
    { field: 'finished', stamp: momentStamp(time), value: momentStamp(time), keep: 'last' },
    { field: 'supplied', stamp: momentStamp(time), value: data.supplier, keep: 'last' },
  ];
}

export const ofAttemptOpened = ({ data, time, subject }: Envelope<AttemptOpened>): Said[] => [
  milestone(`attempt:${subject}`, time),
  { field: 'tried', stamp: `${momentStamp(time)} ${numberStamp(data.position)}`, value: data.supplier, keep: 'last' },
];

/** The step of a supply attempt that is a milestone of the request. */
const REACHED: Partial<Record<AttemptStatus, string>> = {
  asked: 'sent',
  ordered: 'sent',
  shipped: 'shipped',
  received: 'received',
  'patron-notified': 'notified',
  delivered: 'notified',
  'hold-placed': 'sent',
};

export function ofAttemptAdvanced({ data, time }: Envelope<AttemptAdvanced>): Said[] {
  const field = REACHED[data.status];
  return field ? [milestone(field, time)] : [];
}

/** What an entry adds to the request's cost: what it books on an expense account. A reversal books the same on the other side. */
export function ofEntry({ data, subject, time }: Envelope<EntryPosted>): Said[] {
  const costs = data.lines.filter(({ account }) => account.startsWith('expense:')).map(({ amount }) => ({ ...amount }));
  return costs.length ? [{ field: `cost:${subject}`, stamp: momentStamp(time), value: costs, keep: 'first' }] : [];
}

/** The row as the registers now tell it. */
export function requestRow(registers: Registers): RequestRow {
  const text = (field: string): string | null => textOf(registers, field);
  const what = registers['wanted']?.[1] as Wanted | undefined;
  const decision = registers['decision']?.[1] as (Record<string, string | null> & { number: number }) | undefined;
  const end = registers['ended']?.[1] as { at: string | null; outcome: string | null } | undefined;
  const costs = sum(
    Object.keys(registers)
      .filter((field) => field.startsWith('cost:'))
      .flatMap((field) => registers[field]?.[1] as unknown as readonly Money[]),
  );
  return {
    service: what?.service ?? null,
    kind: what?.kind ?? null,
    title: what?.title ?? null,
    container: what?.container ?? null,
    year: what?.year ?? null,
    channel: text('channel'),
    patron_group: what?.group ?? null,
    requesting_branch: text('branch'),
    submitted_at: text('submitted'),
    verified_at: text('verified'),
    decided_at: decision?.['at'] ?? null,
    sent_at: text('sent'),
    shipped_at: text('shipped'),
    received_at: text('received'),
    notified_at: text('notified'),
    finished_at: text('finished'),
    closed_at: end?.at ?? null,
    outcome: end?.outcome ?? (registers['cancelled'] ? 'cancelled' : text('finished') ? 'filled' : 'open'),
    route: (decision?.['route'] as RequestRow['route']) ?? null,
    rule_number: decision?.['ruleNumber'] ?? null,
    rule_id: decision?.['rule'] ?? null,
    policy_hash: decision?.['hash'] ?? null,
    reason: decision?.['reason'] ?? null,
    also: decision?.['also'] ?? null,
    override_reason: decision?.['override'] ?? null,
    decisions: decision?.number ?? 0,
    attempts: Object.keys(registers).filter((field) => field.startsWith('attempt:')).length,
    supplier: text('supplied') ?? text('tried'),
    cost_minor: costs[0]?.minor ?? null,
    cost_currency: costs[0]?.currency ?? null,
    other_costs: costs.slice(1).map(formatMoney).join(', ') || null,
  };
}

/** Sums by currency, the largest first; equal ones by their code. */
function sum(costs: readonly Money[]): Money[] {
  const sums = new Map<string, number>();
  for (const { minor, currency } of costs) sums.set(currency, (sums.get(currency) ?? 0) + minor);
  return [...sums]
    .map(([currency, minor]) => ({ minor, currency }))
    .toSorted((a, b) => b.minor - a.minor || (a.currency < b.currency ? -1 : 1));
}
