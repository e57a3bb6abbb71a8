import { AttemptStatus, type AttemptAdvanced, type AttemptOpened, type Envelope } from '#lib/contracts';
import type { Money } from '#lib/kernel';
import { momentStamp, numberStamp, textOf, type Registers, type Said } from '../registers.ts';
import type { Answer, AttemptRow, Moment } from './rows.ts';

const SUPPLIED = ['shipped', 'received', 'patron-notified', 'checked-out', 'delivered', 'hold-placed'] as const;
const PROMISED = ['expect-to-supply', 'will-supply', 'ordered'] as const;
const ANSWERED: readonly AttemptStatus[] = [...SUPPLIED, ...PROMISED, 'conditional', 'unfilled', 'no-answer'];
const ENDED: readonly AttemptStatus[] = ['closed', 'unfilled', 'no-answer', 'cancelled', 'not-received', 'lost'];

/** Several steps of one transaction bear the same sequence: the one further down the contract's list is the later. */
const WAY = AttemptStatus.options;

const who = (data: AttemptOpened | AttemptAdvanced, requestId: string): Said => ({
  field: 'who',
  stamp: '',
  value: { request: requestId, decision: data.decisionId, kind: data.kind, supplier: data.supplier },
  keep: 'first',
});

export const opened = ({ data, time }: Envelope<AttemptOpened>): Said[] => [
  who(data, data.requestId),
  { field: 'place', stamp: '', value: { position: data.position, of: data.of }, keep: 'first' },
  { field: 'opened', stamp: momentStamp(time), value: momentStamp(time), keep: 'first' },
];

export function advanced({ data, time, sequence }: Envelope<AttemptAdvanced>): Said[] {
  const at = momentStamp(time);
  const stamp = `${numberStamp(sequence)} ${numberStamp(WAY.indexOf(data.status))}`;
  return [
    who(data, data.requestId),
    { field: 'status', stamp, value: data.status, keep: 'last' },
    { field: `at:${data.status}`, stamp: at, value: at, keep: 'first' },
    ...(data.reason ? [{ field: `reason:${data.status}`, stamp, value: data.reason, keep: 'last' as const }] : []),
    ...(data.dueDate ? [{ field: 'due', stamp, value: data.dueDate, keep: 'last' as const }] : []),
    ...(data.offeredCost ? [{ field: 'offered', stamp, value: { ...data.offeredCost }, keep: 'last' as const }] : []),
  ];
}

/** What it came to. A late yes is a yes: the book is in the post. */
function answerOf(reached: (...statuses: readonly AttemptStatus[]) => boolean): Answer {
  if (reached('not-received')) return 'not received';
  if (reached(...SUPPLIED)) return 'yes';
  if (reached('unfilled')) return 'no';
  if (reached('no-answer')) return 'no answer';
  if (reached('cancelled', 'cancelling')) return 'cancelled';
  if (reached('unsure')) return 'unsure';
  if (reached(...PROMISED)) return 'promised';
  return reached('conditional') ? 'conditional' : 'waiting';
}

/** The row as the registers now tell it. */
export function attemptRow(registers: Registers): AttemptRow {
  const text = (field: string): string | null => textOf(registers, field);
  const at = (...statuses: readonly AttemptStatus[]): Moment =>
    statuses.flatMap((status) => text(`at:${status}`) ?? []).toSorted((a, b) => (a < b ? -1 : 1))[0] ?? null;
  const about = registers['who']?.[1] as
    (Record<'request' | 'decision' | 'supplier', string> & Pick<AttemptRow, 'kind'>) | undefined;
  const place = registers['place']?.[1] as { position: number; of: number } | undefined;
  const offered = registers['offered']?.[1] as Money | undefined;
  const status = text('status') as AttemptStatus | null;
  const answer = answerOf((...statuses) => at(...statuses) !== null);
  const spoken: readonly AttemptStatus[] =
    answer === 'no' ? ['unfilled'] : ['not-received', 'no-answer', 'cancelled', 'unsure', 'conditional', 'cancelling'];
  return {
    request_id: about?.request ?? null,
    decision_id: about?.decision ?? null,
    kind: about?.kind ?? null,
    supplier: about?.supplier ?? null,
    position: place?.position ?? null,
    of_positions: place?.of ?? null,
    status: status,
    opened_at: text('opened'),
    asked_at: at('asked', 'ordered', 'hold-placed', 'delivered'),
    answered_at: at(...ANSWERED),
    answer,
    reason: answer === 'yes' ? null : (spoken.map((reached) => text(`reason:${reached}`)).find(Boolean) ?? null),
    shipped_at: at('shipped'),
    received_at: at('received', 'delivered'),
    ended_at: ENDED.includes(status ?? 'planned') ? at(...ENDED) : null,
    due_date: text('due'),
    offered_minor: offered?.minor ?? null,
    offered_currency: offered?.currency ?? null,
  };
}
