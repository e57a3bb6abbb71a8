import { Injectable } from '@nestjs/common';
import { err, money, ok, reject, type Rejection, type Result } from '#lib/kernel';
import { prismaFor } from '#lib/service';
import { CONSORTIUM } from '../domain/settling/mirror.ts';
import { monthOf, monthsToClose, nextMonth, startOf, type Month } from '../domain/settling/month.ts';
import { statementOf, type Statement, type StatementLine } from '../domain/settling/statement.ts';
import type { NettingState } from '../domain/settling/netting-run.ts';
import type { Prisma } from '../generated/prisma/client.ts';
import { PrismaService } from '../prisma.service.ts';

/** A month of a library's books, and whether it may still change. */
export interface MonthOfBooks {
  readonly month: Month;
  readonly closedAt?: string;
}

interface Row {
  readonly entry: string;
  readonly at: Date;
  readonly kind: StatementLine['kind'];
  readonly reverses: StatementLine['kind'] | null;
  readonly counterparty: string | null;
  readonly description: string;
  readonly requestId: string | null;
  readonly minor: bigint;
  readonly restates: string | null;
}

const BEGINNING = new Date(0);

const lineOf = (row: Row, currency: string): StatementLine => ({
  entry: row.entry,
  at: row.at.toISOString(),
  kind: row.kind,
  ...(row.reverses ? { reverses: row.reverses } : {}),
  counterparty: row.counterparty ?? '',
  description: row.description,
  ...(row.requestId ? { requestId: row.requestId } : {}),
  owes: money(Number(row.minor), currency),
  ...(row.restates ? { restates: row.restates } : {}),
});

@Injectable()
export class SettlingQuery {
  constructor(private readonly prisma: PrismaService) {}

  /** The months of a library's books, the latest first: those still open up to the last in which anything was posted, and those closed. */
  months(tenant: string): Promise<MonthOfBooks[]> {
    return prismaFor(this.prisma, tenant, async (tx) => {
      const closed = await tx.closedMonth.findMany({ where: { tenant }, orderBy: { month: 'desc' } });
      const [posted] = await tx.$queryRaw<{ first: Date | null; last: Date | null }[]>`
        select min(at) as first, max(at) as last from entry where tenant = ${tenant}`;
      const last = closed[0] && { month: closed[0].month, through: closed[0].through.toISOString() };
      const open = posted?.last ? monthsToClose(monthOf(posted.last), last, monthOf(posted.first!)) : [];
      return [
        ...open.map((month): MonthOfBooks => ({ month })).toReversed(),
        ...closed.map(({ month, closedAt }) => ({ month, closedAt: closedAt.toISOString() })),
      ];
    });
  }

  /**
   * What the consortium settles for a library in a month: of one that is closed what it then was, of one that is open what it is so far.
   * What is posted later about a closed month stands in the later one, as a correction.
   */
  statement(tenant: string, month: Month, currency: string): Promise<Result<Statement & { closedAt?: string }, Rejection>> {
    return prismaFor(this.prisma, tenant, async (tx) => {
      const [closed, before, later] = await Promise.all([
        tx.closedMonth.findUnique({ where: { tenant_month: { tenant, month } } }),
        tx.closedMonth.findFirst({ where: { tenant, month: { lt: month } }, orderBy: { month: 'desc' } }),
        tx.closedMonth.findFirst({ where: { tenant, month: { gt: month } } }),
      ]);
      if (!closed && later)
        return err(
          reject('not-found', `The books began after ${month}.`, { field: 'month', remedy: 'Choose a month of the list' }),
        );
      // the first month that is open takes what was posted since the last was closed; the others go by the calendar
      const follows = before && (closed !== null || nextMonth(before.month) === month);
      const from = follows ? before.through : closed ? BEGINNING : startOf(month);
      const until = closed?.through ?? new Date(startOf(nextMonth(month)).getTime() - 1);
      const statement = await this.#between(tx, tenant, currency, from, until);
      return ok({ ...statement, ...(closed ? { closedAt: closed.closedAt.toISOString() } : {}) });
    });
  }

  /** What led to a library's position in a netting: every line since the netting before. Read by the consortium. */
  async proof(netting: NettingState, library: string): Promise<Statement> {
    const { currency, through } = netting;
    const earlier = (await this.nettings(CONSORTIUM))
      .filter((one) => one.currency === currency && one.through! < through! && ['approved', 'settled'].includes(one.status))
      .map((one) => one.through!);
    const from = earlier.length ? new Date(earlier.toSorted().at(-1)!) : BEGINNING;
    return prismaFor(this.prisma, library, (tx) => this.#between(tx, library, currency!, from, new Date(through!)));
  }

  async #between(tx: Prisma.TransactionClient, tenant: string, currency: string, from: Date, until: Date): Promise<Statement> {
    const [owed] = await tx.$queryRaw<{ minor: bigint | null }[]>`
      select -sum(p.minor)::bigint as minor from posting p join entry e on e.id = p.entry_id
      where p.tenant = ${tenant} and p.account = 'settlement:consortium' and p.currency = ${currency} and e.at <= ${from}::timestamptz`;
    const rows = await this.#lines(tx, tenant, currency, from, until);
    return statementOf(
      money(Number(owed?.minor ?? 0), currency),
      rows.map((row) => lineOf(row, currency)),
    );
  }

  #lines(tx: Prisma.TransactionClient, tenant: string, currency: string, from: Date, until: Date): Promise<Row[]> {
    return tx.$queryRaw<Row[]>`
      select e.id as entry, e.at, e.kind, o.kind as reverses, coalesce(e.counterparty, e.payee) as counterparty, e.description,
        e.request_id as "requestId", -sum(p.minor)::bigint as minor, c.month as restates
      from entry e
      join posting p on p.entry_id = e.id and p.account = 'settlement:consortium' and p.currency = ${currency}
      left join entry o on o.id = e.reverses
      left join lateral (select month from closed_month c
        where c.tenant = e.tenant and c.through < e.at and c.through >= coalesce(o.at, e.occurred_at, e.at) order by c.through limit 1) c on true
      where e.tenant = ${tenant} and e.at > ${from}::timestamptz and e.at <= ${until}::timestamptz
      group by e.id, o.kind, c.month order by e.at, e.id`;
  }

  /** The consortium's nettings, the latest month first. */
  nettings(tenant: string): Promise<(NettingState & { id: string })[]> {
    return prismaFor(this.prisma, tenant, async (tx) => {
      const rows = await tx.netting.findMany({
        where: { tenant },
        orderBy: [{ month: 'desc' }, { createdAt: 'desc' }],
        take: 200,
      });
      return rows.map(({ id, state }) => ({ id, ...(state as unknown as NettingState) }));
    });
  }

  async netting(tenant: string, id: string): Promise<(NettingState & { id: string }) | undefined> {
    return prismaFor(this.prisma, tenant, async (tx) => {
      const row = await tx.netting.findFirst({ where: { tenant, id } });
      return row ? { id, ...(row.state as unknown as NettingState) } : undefined;
    });
  }
}
