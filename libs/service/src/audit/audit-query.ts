import { statement, type Database, type Tx } from '#lib/messaging';
import { type Change, changes, inWords } from './words.ts';

/** What of the audit trail is asked for. */
export interface AuditFilter {
  /** An account's id or a patronRef: who did it or saw it. */
  readonly person?: string | undefined;
  /** What it was done to: an aggregate's id; or who or what was seen: a patronRef, a request's id. */
  readonly subject?: string | undefined;
  /** Domain time, ISO 8601, included. */
  readonly from: string;
  /** Excluded. */
  readonly to: string;
  /** Only what was done, or only what was seen. */
  readonly kind?: 'did' | 'saw' | undefined;
  /** Goes on after the last entry of a page. */
  readonly after?: string | undefined;
}

export interface AuditEntry {
  readonly at: string;
  readonly kind: 'did' | 'saw';
  /** Account or patronRef; `system` for deadlines and jobs; absent where a message of another service was the cause. */
  readonly who?: string;
  /** The tenant an operator acted from. */
  readonly actingFrom?: string;
  /** In words. */
  readonly what: string;
  /** The aggregate, or whom and what was seen. */
  readonly subjects: readonly string[];
  /** What it was before and is since, field by field. */
  readonly changes: readonly Change[];
}

export interface AuditPage {
  readonly entries: readonly AuditEntry[];
  /** Ask with it for what comes after. */
  readonly next?: string;
}

interface Row {
  readonly kind: 'did' | 'saw';
  readonly at: Date;
  readonly key: string;
  readonly who: string | null;
  readonly actingFrom: string | null;
  readonly type: string;
  readonly subjects: readonly string[];
  readonly data: Readonly<Record<string, unknown>>;
  readonly version: number;
}

// both kinds in one order: latest first, then by key. Event rows are found by time (BRIN), what was seen by its own index.
const PAGE = statement(`select * from (
  select 'did' kind, at, aggregate || '/' || lpad(version::text, 12, '0') key, actor who, null "actingFrom", type, array[aggregate::text] subjects, data, version
  from event where at >= $1 and at < $2 and ($3::text is null or actor = $3) and ($4::text is null or aggregate::text = $4) and coalesce($5, 'did') = 'did'
  union all
  select 'saw', at, id::text, account, acting_from, kind, subjects, detail, 0
  from access where at >= $1 and at < $2 and ($3::text is null or account = $3) and ($4::text is null or $4 = any(subjects)) and coalesce($5, 'saw') = 'saw'
) entry where $6::timestamptz is null or (at, key) < ($6, $7) order by at desc, key desc limit $8`);
const EARLIER = statement(
  `select aggregate::text || '/' || lpad(version::text, 12, '0') key, aggregate::text subject, data from event
   where aggregate = any($1::uuid[]) order by aggregate, version limit 20000`,
);

/** A page of a library's audit trail in one service, the latest first. */
export function auditPage(database: Database, tenant: string, filter: AuditFilter, size = 100): Promise<AuditPage> {
  return database.transaction({ tenant }, async (tx) => {
    const after = filter.after ? cursorOf(filter.after) : undefined;
    const { from, to, person = null, subject = null, kind = null } = filter;
    const rows = await tx.query<Row>(PAGE, [from, to, person, subject, kind, after?.at ?? null, after?.key ?? null, size + 1]);
    const page = rows.slice(0, size);
    const before = await earlier(tx, page);
    const last = page.at(-1);
    return {
      entries: page.map((row) => entryOf(row, before.get(row.key) ?? {})),
      ...(rows.length > size && last ? { next: `${last.at.toISOString()} ${last.key}` } : {}),
    };
  });
}

/** All of it, page by page. */
export async function* auditPages(
  database: Database,
  tenant: string,
  filter: AuditFilter,
): AsyncGenerator<readonly AuditEntry[]> {
  let after: string | undefined;
  do {
    const page = await auditPage(database, tenant, { ...filter, after }, 500);
    yield page.entries;
    after = page.next;
  } while (after);
}

/** Whether a cursor is one of ours. */
export const isCursor = (text: string): boolean => /^\d{4}-\d\d-\d\dT[\d:.]+Z [0-9a-f/-]{36,60}$/.test(text);
function cursorOf(text: string): { at: string; key: string } {
  const [at = '', key = ''] = text.split(' ');
  return { at, key };
}

/** For each event what its aggregate had said under the same names before it. */
async function earlier(tx: Tx, rows: readonly Row[]): Promise<Map<string, Record<string, unknown>>> {
  const aggregates = [...new Set(rows.flatMap((row) => (row.kind === 'did' && row.version > 1 ? row.subjects : [])))];
  const found = new Map<string, Record<string, unknown>>();
  if (!aggregates.length) return found;
  const wanted = new Set(rows.map(({ key }) => key));
  const events = await tx.query<{ key: string; subject: string; data: Record<string, unknown> }>(EARLIER, [aggregates]);
  for (const group of Map.groupBy(events, ({ subject }) => subject).values()) {
    let known: Record<string, unknown> = {};
    for (const { key, data } of group) {
      if (wanted.has(key)) found.set(key, known);
      known = { ...known, ...data };
    }
  }
  return found;
}

function entryOf({ at, kind, who, actingFrom, type, subjects, data }: Row, before: Record<string, unknown>): AuditEntry {
  return {
    at: at.toISOString(),
    kind,
    ...(who ? { who } : {}),
    ...(actingFrom ? { actingFrom } : {}),
    what: kind === 'saw' ? `saw ${inWords(type)}` : inWords(type),
    subjects,
    changes: changes(before, data),
  };
}
