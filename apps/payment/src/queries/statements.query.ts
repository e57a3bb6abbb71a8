import { Injectable } from '@nestjs/common';
import { err, money, ok, reject, unwrap, type Rejection, type Result } from '#lib/kernel';
import { Snapshot, type Source } from '#lib/service';
import { CONSORTIUM } from '../domain/settling/mirror.ts';
import { nextMonth, startOf, type Month } from '../domain/settling/month.ts';
import type { NettingState } from '../domain/settling/netting-run.ts';
import { SECTION_OF, statementOf, type Section, type Statement, type StatementLine } from '../domain/settling/statement.ts';

/** Lines that are shown at once. */
export const PAGE = 500;

/** A statement whose lines can be read, as often as wanted, as long as it is open; all of it is of one moment. */
export interface OpenStatement extends Statement {
  /** Since when the month cannot change. */
  readonly closedAt?: string;
  /** All lines in order, some hundred at a time. */
  lines(): AsyncIterable<readonly StatementLine[]>;
  /** The next 500 lines. @param after the entry of the last line seen; undefined: from the first */
  page(after?: string): Promise<{ readonly lines: StatementLine[]; readonly more: boolean }>;
}

interface Row {
  readonly entry: string;
  readonly at: Date;
  readonly section: Section;
  readonly counterparty: string;
  readonly description: string;
  readonly requestId: string | null;
  readonly minor: string;
  readonly restates: string | null;
}
interface Closed {
  readonly month: string;
  readonly through: Date;
  readonly closedAt: Date;
}
interface Period {
  readonly from: Date;
  readonly until: Date;
}

const BEGINNING = new Date(0);

/**
 * $1 library, $2 currency, $3 after, $4 until, $5 the heading of each kind. What an entry takes back is looked up one by one (`offset 0`: it stays so), as
 * few do; joined, all entries of all libraries would be read for it.
 */
const LINES = `select e.id as entry, e.at, coalesce(e.counterparty, e.payee, '') as counterparty, e.description, e.request_id as "requestId",
    p.minor::text as minor, c.month as restates, case when c.month is not null then 'corrections'
      else coalesce($5::jsonb ->> case when e.kind = 'reversal' then coalesce(o.kind, e.kind) else e.kind end, 'corrections') end as section
  from entry e
  join lateral (select -sum(p.minor) as minor from posting p where p.tenant = e.tenant and p.account = 'settlement:consortium'
    and p.currency = $2 and p.entry_id = e.id) p on p.minor is not null
  left join lateral (select kind, at from entry where id = e.reverses offset 0) o on true
  left join lateral (select month from closed_month c
    where c.tenant = e.tenant and c.through < e.at and c.through >= coalesce(o.at, e.occurred_at, e.at) order by c.through limit 1) c on true
  where e.tenant = $1 and e.at > $3::timestamptz and e.at <= $4::timestamptz`;
const IN_ORDER = 'order by e.at, e.id';
const SUMS = `select section, sum(minor::bigint)::text as minor, count(*)::int as lines from (${LINES}) l group by section`;
const NEXT = `${LINES} and ($6::uuid is null or (e.at, e.id) > (select last.at, last.id from entry last where last.id = $6)) ${IN_ORDER} limit ${PAGE + 1}`;
const OWED = `select coalesce(-sum(p.minor), 0)::text as minor from posting p join entry e on e.id = p.entry_id and e.tenant = $1
  where p.tenant = $1 and p.account = 'settlement:consortium' and p.currency = $2 and e.at <= $3::timestamptz`;
const CLOSED = `select month, through, closed_at as "closedAt" from closed_month where tenant = $1`;

const lineOf = ({ requestId, restates, minor, at, ...row }: Row, currency: string): StatementLine => ({
  ...row,
  at: at.toISOString(),
  ...(requestId ? { requestId } : {}),
  owes: money(Number(minor), currency),
  ...(restates ? { restates } : {}),
});

/** What the consortium settles for a library: figures added up by the database, lines read as they are wanted, never all at once. */
@Injectable()
export class StatementsQuery {
  constructor(private readonly snapshot: Snapshot) {}

  /**
   * What the consortium settles for a library in a month: of one that is closed what it then was, of one that is open what it is so far.
   * What is posted later about a closed month stands in the later one, as a correction.
   * @throws RejectionError not-found where the books began later
   */
  statement<T>(tenant: string, month: Month, currency: string, work: (statement: OpenStatement) => Promise<T>): Promise<T> {
    return this.snapshot.read(tenant, async (source) => {
      const { closedAt, ...period } = unwrap(await periodOf(source, tenant, month));
      const opened = await between(source, tenant, currency, period);
      return work({ ...opened, ...(closedAt ? { closedAt } : {}) });
    });
  }

  /** What led to a library's position in a netting: every line since the netting before. Read by the consortium. */
  async proof<T>(netting: NettingState, library: string, work: (statement: OpenStatement) => Promise<T>): Promise<T> {
    const { currency, through } = netting;
    const [earlier] = await this.snapshot.read(CONSORTIUM, (source) =>
      source.all<{ through: string | null }>(
        `select max(state ->> 'through') as through from netting where tenant = $1 and currency = $2
          and status in ('approved', 'settled') and state ->> 'through' < $3`,
        [CONSORTIUM, currency, through],
      ),
    );
    const from = earlier?.through ? new Date(earlier.through) : BEGINNING;
    return this.snapshot.read(library, async (source) =>
      work(await between(source, library, currency!, { from, until: new Date(through!) })),
    );
  }
}

/** From when until when a month's books go. The first month that is open takes what was posted since the last was closed; the others go by the calendar. */
async function periodOf(
  source: Source,
  tenant: string,
  month: Month,
): Promise<Result<Period & { readonly closedAt?: string }, Rejection>> {
  const months = await source.all<Closed>(`${CLOSED} order by month`, [tenant]);
  const closed = months.find((one) => one.month === month);
  const before = months.findLast((one) => one.month < month);
  if (!closed && months.some((one) => one.month > month))
    return err(reject('not-found', `The books began after ${month}.`, { field: 'month', remedy: 'Choose a month of the list' }));
  const follows = before && (closed !== undefined || nextMonth(before.month) === month);
  return ok({
    from: follows ? before.through : closed ? BEGINNING : startOf(month),
    until: closed?.through ?? new Date(startOf(nextMonth(month)).getTime() - 1),
    ...(closed ? { closedAt: closed.closedAt.toISOString() } : {}),
  });
}

async function between(source: Source, tenant: string, currency: string, { from, until }: Period): Promise<OpenStatement> {
  const values = [tenant, currency, from, until, JSON.stringify(SECTION_OF)];
  const [owed] = await source.all<{ minor: string }>(OWED, values.slice(0, 3));
  const sums = await source.all<{ section: Section; minor: string; lines: number }>(SUMS, values);
  const found = sums.map(({ section, minor, lines }) => ({ section, minor: Number(minor), lines }));
  return {
    ...statementOf(money(Number(owed?.minor ?? 0), currency), found),
    async *lines() {
      for await (const rows of source.batches<Row>(`${LINES} ${IN_ORDER}`, values))
        yield rows.map((row) => lineOf(row, currency));
    },
    async page(after) {
      const rows = await source.all<Row>(NEXT, [...values, after ?? null]);
      return { lines: rows.slice(0, PAGE).map((row) => lineOf(row, currency)), more: rows.length > PAGE };
    },
  };
}
