import { json, statement, type Statement } from './statement.ts';
import { envelopeOf, type Effect, type OutgoingJob, type OutgoingMessage } from './effects.ts';
import { newId } from './ids.ts';
import type { Tx } from './tx.ts';

/** Gathers the parameters of one statement and numbers them. */
export class Parameters {
  readonly values: unknown[] = [];

  add(value: unknown, type = ''): string {
    this.values.push(value);
    return `$${this.values.length}${type}`;
  }
}

/** `(values …) v(…, ord)`: rows in the order given. */
const rows = (columns: string, all: readonly string[][]): string =>
  `(values ${all.map((row, i) => `(${row.join(', ')}, ${i})`).join(', ')}) v(${columns}, ord)`;

const orderly = (count: number): string => (count > 1 ? ' order by v.ord' : '');

/** `insert into outbox …` for these messages; `from` is what the rows hang on (the saved row), if anything. */
export function outboxInsert(
  tx: Tx,
  p: Parameters,
  out: readonly OutgoingMessage[],
  self: string | undefined,
  sequence: number,
  from: string,
): string {
  const all = out.map((m) => {
    const subject = m.subject ?? self;
    if (!subject) throw new Error(`${m.message.type}: a message outside an aggregate needs its subject`);
    const envelope = envelopeOf(tx, m, subject, sequence);
    return [
      p.add(envelope.id, '::uuid'),
      p.add(subject, '::uuid'),
      p.add(m.message.type, '::text'),
      p.add(JSON.stringify(envelope), '::json'),
    ];
  });
  return `insert into outbox (id, key, tenant, type, envelope) select v.id, v.key, ${p.add(tx.tenant, '::text')}, v.type, v.envelope
    from ${from}${rows('id, key, type, envelope', all)}${orderly(out.length)}`;
}

const timeOf = (moment: Date | string | undefined): string | null =>
  moment === undefined ? null : moment instanceof Date ? moment.toISOString() : moment;

/** `insert into job …` for these jobs. */
export function jobInsert(tx: Tx, p: Parameters, out: readonly OutgoingJob[], from: string): string {
  const all = out.map((j) => [
    p.add(j.id ?? newId(), '::uuid'),
    p.add(j.kind, '::text'),
    p.add(j.key, '::text'),
    p.add(j.lane ?? null, '::text'),
    p.add(json(j.payload ?? null), '::jsonb'),
    p.add(j.idempotent ?? true, '::boolean'),
    p.add(timeOf(j.notBefore), '::timestamptz'),
  ]);
  const columns = 'id, kind, key, lane, payload, idempotent, not_before';
  return `insert into job (${columns}, tenant, correlation, cause)
    select v.id, v.kind, v.key, v.lane, v.payload, v.idempotent, v.not_before, ${p.add(tx.tenant, '::text')}, ${p.add(tx.correlation ?? null, '::uuid')}, ${p.add(tx.cause ?? null, '::uuid')}
    from ${from}${rows(columns, all)}${orderly(out.length)}`;
}

export const split = (effects: readonly Effect[]): { messages: OutgoingMessage[]; jobs: OutgoingJob[] } => ({
  messages: effects.filter((e) => e.effect === 'message'),
  jobs: effects.filter((e) => e.effect === 'job'),
});

// The same shape of step (so many events, messages, jobs) is the same text: prepared once. Shapes beyond the usual are not kept.
const prepared = new Map<string, Statement>();
const KEPT = 500;
export function preparedOnce(text: string): Statement | string {
  const known = prepared.get(text);
  if (known) return known;
  if (prepared.size >= KEPT) return text;
  const made = statement(text);
  prepared.set(text, made);
  return made;
}

const LOCK = statement('select pg_advisory_xact_lock(hashtextextended($1, 0))');

/**
 * Keys whose order no version check keeps: whoever writes messages under them takes a lock until the commit, so that positions grow
 * with commit order. Sorted, so that two steps never wait for each other.
 */
export async function lockKeys(tx: Tx, out: readonly OutgoingMessage[], self?: string): Promise<void> {
  const keys = new Set(out.flatMap(({ subject }) => (subject === undefined || subject === self ? [] : [subject])));
  for (const key of [...keys].toSorted()) await tx.query(LOCK, [`outbox ${key}`]);
}

/** Writes messages and jobs outside a store, for tables without versions. Messages need their subject. */
export async function emit(tx: Tx, ...effects: Effect[]): Promise<void> {
  const { messages, jobs } = split(effects);
  await lockKeys(tx, messages);
  if (messages.length) {
    const p = new Parameters();
    await tx.execute(preparedOnce(outboxInsert(tx, p, messages, undefined, 0, '')), p.values);
    tx.leave('outbox');
  }
  if (jobs.length) {
    const p = new Parameters();
    await tx.execute(preparedOnce(jobInsert(tx, p, jobs, '')), p.values);
    tx.leave('job');
  }
}

const CANCEL = statement('delete from job where key = $1 and ($2::text is null or kind = $2) and attempts = 0');

/** Takes back jobs that have not begun; those under way or sent stay. Returns how many. */
export const cancelJobs = (tx: Tx, { key, kind }: { key: string; kind?: string }): Promise<number> =>
  tx.execute(CANCEL, [key, kind ?? null]);
