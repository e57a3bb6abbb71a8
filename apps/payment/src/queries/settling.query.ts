import { Injectable } from '@nestjs/common';
import { prismaFor } from '#lib/service';
import { monthOf, monthsToClose, type Month } from '../domain/settling/month.ts';
import type { NettingState } from '../domain/settling/netting-run.ts';
import { PrismaService } from '../prisma.service.ts';

/** A month of a library's books, and whether it may still change. */
export interface MonthOfBooks {
  readonly month: Month;
  readonly closedAt?: string;
}

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
