import { Injectable } from '@nestjs/common';
import { money } from '#lib/kernel';
import { prismaFor } from '#lib/service';
import type { Fund } from '../http/shapes.ts';
import { PrismaService } from '../prisma.service.ts';

const day = (date: Date): string => date.toISOString().slice(0, 10);

@Injectable()
export class FundsQuery {
  constructor(private readonly prisma: PrismaService) {}

  /** A library's funds, the latest fiscal year first. */
  list(tenant: string): Promise<Fund[]> {
    return prismaFor(this.prisma, tenant, async (tx) => {
      const rows = await tx.fund.findMany({ where: { tenant }, orderBy: [{ endsOn: 'desc' }, { code: 'asc' }] });
      const over = await tx.charge.groupBy({ by: ['fund'], where: { tenant, status: 'over-fund' }, _sum: { unfunded: true } });
      return rows.map((row) => {
        const amount = (minor: bigint) => money(Number(minor), row.currency);
        const unfunded = over.find(({ fund }) => fund === row.code)?._sum.unfunded ?? 0n;
        return {
          code: row.code,
          name: row.name,
          startsOn: day(row.startsOn),
          endsOn: day(row.endsOn),
          allocated: amount(row.allocated),
          reserved: amount(row.reserved),
          spent: amount(row.spent),
          available: amount(row.allocated - row.reserved - row.spent),
          unfunded: amount(unfunded),
        };
      });
    });
  }
}
