import { Injectable } from '@nestjs/common';
import { reject, RejectionError } from '#lib/kernel';
import { Database } from '#lib/messaging';
import type { ListQuery, RequestList } from '../http/shapes.ts';
import { ARRIVED, summaryOf, type SummaryRow } from './request-rows.ts';

/**
 * Whose requests are listed: one library's, those of one patron of it (with those they made in another's name, as long as they may), or
 * (an operator) everybody's.
 */
export interface Whose {
  readonly tenant: string;
  readonly patronRef?: string;
  /** Only those asked for this branch. */
  readonly branch?: string;
  readonly everybody?: boolean;
}

const COLUMNS = `id, tenant, patron_ref as "patronRef", asked_by as "askedBy", service, citation, status, route, rule, reason, supplier, url,
  requesting_branch as "requestingBranch", set_id as "setId", set_kind as "setKind", set_number as "setNumber",
  set_size as "setSize", case when set_id is not null then (select count(*)::int from intake.request_view other
    where other.set_id = request_view.set_id and other.status in (${ARRIVED.map((status) => `'${status}'`).join(', ')})) end as "setArrived",
  batch_id as "batchId", batch_line as "batchLine", submitted_at as "submittedAt", updated_at as "updatedAt"`;

type Cursor = [submittedAt: string, line: number, id: string];
const toCursor = (row: SummaryRow): string =>
  Buffer.from(JSON.stringify([row.submittedAt.toISOString(), row.batchLine, row.id] satisfies Cursor)).toString('base64url');

function fromCursor(text: string): Cursor {
  try {
    const [at, line, id] = JSON.parse(Buffer.from(text, 'base64url').toString()) as unknown[];
    if (typeof at === 'string' && !Number.isNaN(Date.parse(at)) && Number.isInteger(line) && /^[0-9a-f-]{36}$/.test(String(id)))
      return [at, line as number, String(id)];
  } catch {
    // told below, as any other cursor that is none
  }
  throw new RejectionError(
    reject('malformed-cursor', 'This is no place in the list.', {
      field: 'cursor',
      remedy: 'Send the `next` of the page before as it is.',
    }),
  );
}

const pattern = (words: string): string => `%${words.replace(/[\\%_]/g, String.raw`\$&`).replace(/\s+/g, '%')}%`;

@Injectable()
export class RequestListQuery {
  constructor(private readonly database: Database) {}

  /** Requests, the latest first; those of one file in the order of its lines. Paged by key, so that none is seen twice or missed. */
  async page(whose: Whose, query: ListQuery): Promise<RequestList> {
    const values: unknown[] = [];
    const where: string[] = [];
    const value = (one: unknown): string => `$${values.push(one)}`;
    // what is practised is nobody's request: it stands in no list of all libraries
    if (whose.everybody) where.push(`tenant !~ '-P[1-9][0-9]{0,3}$'`);
    if (whose.patronRef) {
      const [own, now] = [value(whose.patronRef), value(this.database.clock.now().toISOString())];
      where.push(`(patron_ref = ${own} or asked_by = ${own} and exists (select from intake.proxy p where p.proxy_ref = ${own}
        and p.patron_ref = request_view.patron_ref and (p.ends_at is null or p.ends_at > ${now}::timestamptz)))`);
    }
    if (whose.branch) where.push(`requesting_branch = ${value(whose.branch)}`);
    if (query.branch) where.push(`requesting_branch = ${value(query.branch)}`);
    if (query.status) where.push(`status = any(${value(query.status)})`);
    if (query.set) where.push(`set_id = ${value(query.set)}`);
    if (query.batch) where.push(`batch_id = ${value(query.batch)}`);
    if (query.q) where.push(`title ilike ${value(pattern(query.q))}`);
    if (query.cursor) {
      const [at, line, id] = fromCursor(query.cursor).map(value) as [string, string, string];
      where.push(`(submitted_at < ${at} or submitted_at = ${at} and (batch_line, id) > (${line}::int, ${id}::uuid))`);
    }
    const sql = `select ${COLUMNS} from intake.request_view ${where.length ? `where ${where.join(' and ')}` : ''}
      order by submitted_at desc, batch_line, id limit ${value(query.limit + 1)}`;
    const rows = whose.everybody
      ? await this.database.asRelay<SummaryRow>(sql, values)
      : await this.database.transaction({ tenant: whose.tenant }, (tx) => tx.query<SummaryRow>(sql, values));
    const shown = rows.slice(0, query.limit);
    return { requests: shown.map(summaryOf), ...(rows.length > query.limit && { next: toCursor(shown.at(-1)!) }) };
  }
}
