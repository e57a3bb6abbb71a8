import { Injectable } from '@nestjs/common';
import { money, reject, RejectionError } from '#lib/kernel';
import { prismaFor } from '#lib/service';
import { expectedSql, expectedOf, type ExpectedRow } from '../app/ifm/expected.ts';
import type { Side } from '../domain/ifm/report.ts';
import type { Settler } from '../domain/ifm/settler.ts';
import { DIFFERENCES } from '../domain/matching/match-line.ts';
import { monthOf } from '../domain/settling/month.ts';
import type { IfmLine, IfmReport } from '../generated/prisma/client.ts';
import type { IfmLineShape, IfmOpen, IfmReportShape, IfmReportSummary } from '../http/settler-shapes.ts';
import { PrismaService } from '../prisma.service.ts';

const MOST = 500;
const OPEN = `select * from (
    select 'borrower' as side, b.* from (${expectedSql('borrower')}) b union all select 'lender' as side, l.* from (${expectedSql('lender')}) l
  ) expected where open <> 0 or "feeOpen" <> 0 order by day, id limit ${MOST + 1}`;
type OpenRow = ExpectedRow & { readonly side: Side };

const isWaiting = ({ taken, verdict }: IfmLine): boolean => taken === null && DIFFERENCES.includes(verdict);

const lineOf = (row: IfmLine): IfmLineShape => ({
  line: row.line,
  kind: row.kind as IfmLineShape['kind'],
  number: row.number ?? undefined,
  symbol: row.symbol ?? undefined,
  day: row.day?.toISOString().slice(0, 10),
  amount: money(Number(row.minor), row.currency),
  verdict: row.verdict as IfmLineShape['verdict'],
  why: row.why ?? undefined,
  requestId: row.requestId ?? undefined,
  waits: isWaiting(row),
  taken: (row.taken as IfmLineShape['taken'] | null) ?? undefined,
  reason: row.reason ?? undefined,
});

/** What a report's lines come to. */
interface Sums {
  readonly lines: number;
  readonly waiting: number;
  readonly minor: number;
}

const sumsOf = (lines: readonly IfmLine[]): Sums => ({
  lines: lines.length,
  waiting: lines.filter(isWaiting).length,
  minor: lines.reduce((sum, { minor }) => sum + Number(minor), 0),
});

const summaryOf = (report: IfmReport, { lines, waiting, minor }: Sums): IfmReportSummary => ({
  id: report.id,
  side: report.side as IfmReportSummary['side'],
  month: report.month,
  fileName: report.fileName,
  at: report.at.toISOString(),
  lines,
  waiting,
  total: money(minor, report.currency),
});

@Injectable()
export class SettlersQuery {
  constructor(private readonly prisma: PrismaService) {}

  /** A library's reports, the latest month first. */
  reports(tenant: string, settler: Settler): Promise<IfmReportSummary[]> {
    return prismaFor(this.prisma, tenant, async (tx) => {
      const rows = await tx.ifmReport.findMany({
        where: { tenant, settler },
        orderBy: [{ month: 'desc' }, { at: 'desc' }],
        take: 100,
      });
      // a month may have thousands of lines: they are added up where they lie
      const of = { tenant, reportId: { in: rows.map(({ id }) => id) } };
      const waits = { ...of, taken: null, verdict: { in: [...DIFFERENCES] } };
      const all = await tx.ifmLine.groupBy({ by: ['reportId'], where: of, _count: true, _sum: { minor: true } });
      const open = await tx.ifmLine.groupBy({ by: ['reportId'], where: waits, _count: true });
      return rows.map((report) => {
        const mine = all.find(({ reportId }) => reportId === report.id);
        const waiting = open.find(({ reportId }) => reportId === report.id)?._count ?? 0;
        return summaryOf(report, { lines: mine?._count ?? 0, waiting, minor: Number(mine?._sum.minor ?? 0) });
      });
    });
  }

  /** One of them, line by line. @throws RejectionError not-found */
  report(tenant: string, settler: Settler, id: string): Promise<IfmReportShape> {
    return prismaFor(this.prisma, tenant, async (tx) => {
      const row = await tx.ifmReport.findFirst({
        where: { tenant, settler, id },
        include: { found: { orderBy: { line: 'asc' } } },
      });
      if (!row) throw new RejectionError(reject('not-found', 'There is no such report at this library.'));
      const { found, ...report } = row;
      return { ...summaryOf(report, sumsOf(found)), found: found.map(lineOf) };
    });
  }

  /**
   * What a settler is expected to debit or to credit and stands in no report, the oldest first: `waiting` for the report of its month, `missing` from one that
   * was brought, `refund` to come back.
   */
  open(tenant: string, settler: Settler, currency: string): Promise<IfmOpen> {
    return prismaFor(this.prisma, tenant, async (tx) => {
      const latest = await tx.ifmReport.groupBy({ by: ['side'], where: { tenant, settler, currency }, _max: { month: true } });
      const through = (side: Side): string | undefined => latest.find((one) => one.side === side)?._max.month ?? undefined;
      const rows = await tx.$queryRawUnsafe<OpenRow[]>(OPEN, tenant, currency, settler);
      const borrower = through('borrower');
      return {
        ...(borrower && { through: borrower }),
        more: rows.length > MOST,
        open: rows.slice(0, MOST).map((row) => {
          const { charge, requestId, payee, number, day, open, feeOpen } = expectedOf(row);
          const last = through(row.side);
          return {
            side: row.side,
            charge,
            requestId,
            payee,
            number,
            since: day,
            amount: money(open, currency),
            fee: money(feeOpen, currency),
            standing: open < 0 || feeOpen < 0 ? 'refund' : last && monthOf(new Date(day)) <= last ? 'missing' : 'waiting',
          };
        }),
      };
    });
  }
}
