import type { Envelope } from '#lib/contracts';
import type { OutgoingJob } from './effects.ts';
import { json } from './statement.ts';

/** One column of an insert: its name, its type, and what goes into it. */
interface Column<Row> {
  readonly name: string;
  readonly type: string;
  of(row: Row): unknown;
}

/** A table into which rows are inserted by a statement whose text depends on their number only. */
export interface RowTable<Row> {
  readonly name: string;
  readonly columns: readonly Column<Row>[];
}

export interface EventRow {
  readonly aggregate: string;
  readonly version: number;
  readonly tenant: string;
  readonly event: { readonly type: string };
  readonly at: string;
  readonly cause: string | null;
  readonly actor: string | null;
}

export interface JobRow {
  readonly id: string;
  readonly job: OutgoingJob;
  readonly tenant: string;
  readonly correlation: string | null;
  readonly cause: string | null;
}

const column = <Row>(name: string, type: string, of: (row: Row) => unknown): Column<Row> => ({ name, type, of });

export const EVENT: RowTable<EventRow> = {
  name: 'event',
  columns: [
    column('aggregate', 'uuid', (row) => row.aggregate),
    column('version', 'bigint', (row) => row.version),
    column('tenant', 'text', (row) => row.tenant),
    column('type', 'text', (row) => row.event.type),
    column('data', 'jsonb', (row) => json(row.event)),
    column('at', 'timestamptz', (row) => row.at),
    column('cause', 'uuid', (row) => row.cause),
    column('actor', 'text', (row) => row.actor),
  ],
};

export const OUTBOX: RowTable<Envelope> = {
  name: 'outbox',
  columns: [
    column('id', 'uuid', (row) => row.id),
    column('key', 'uuid', (row) => row.subject),
    column('tenant', 'text', (row) => row.tenant),
    column('type', 'text', (row) => row.type),
    column('envelope', 'json', json),
  ],
};

export const JOB: RowTable<JobRow> = {
  name: 'job',
  columns: [
    column('id', 'uuid', (row) => row.id),
    column('tenant', 'text', (row) => row.tenant),
    column('kind', 'text', ({ job }) => job.kind),
    column('key', 'text', ({ job }) => job.key),
    column('lane', 'text', ({ job }) => job.lane ?? null),
    column('payload', 'jsonb', ({ job }) => json(job.payload ?? null)),
    column('idempotent', 'boolean', ({ job }) => job.idempotent ?? true),
    column('not_before', 'timestamptz', ({ job }) => job.notBefore ?? null),
    column('correlation', 'uuid', (row) => row.correlation),
    column('cause', 'uuid', (row) => row.cause),
  ],
};

/** The rows' values, in the order of the parameters of insertText. */
export const valuesOf = <Row>({ columns }: RowTable<Row>, rows: readonly Row[]): unknown[] =>
  rows.flatMap((row) => columns.map((c) => c.of(row)));

/**
 * `insert into …` of so many rows, in their order.
 * @param first number of the first parameter
 * @param when a subquery that has one row when they are to be inserted, and none otherwise
 */
export function insertText({ name, columns }: RowTable<never>, rows: number, first: number, when?: string): string {
  const names = columns.map((c) => c.name).join(', ');
  const row = (i: number): string => columns.map((c, n) => `$${first + i * columns.length + n}::${c.type}`).join(', ');
  const from = when ? ` from ${when}` : '';
  if (rows === 1) return `insert into ${name} (${names}) select ${row(0)}${from}`;
  const all = Array.from({ length: rows }, (_, i) => `(${row(i)}, ${i})`).join(', ');
  return `insert into ${name} (${names}) select ${columns.map((c) => `v.${c.name}`).join(', ')}
    from ${when ? `${when}, ` : ''}(values ${all}) v(${names}, ord) order by v.ord`;
}
