import { Injectable } from '@nestjs/common';
import type { PatronFeeStanding } from '#lib/contracts';
import { prismaFor } from '#lib/service';
import type { PatronFees } from '../http/fee-shapes.ts';
import { PrismaService } from '../prisma.service.ts';

/** As many requests as are listed; what is owed is summed up over all. */
const MOST = 200;

@Injectable()
export class FeesQuery {
  constructor(private readonly prisma: PrismaService) {}

  /** What a patron owes in all, or gets back (below zero), and their requests with a fee, the latest first. */
  async ofPatron(tenant: string, patronRef: string): Promise<PatronFees> {
    return prismaFor(this.prisma, tenant, async (tx) => {
      const sums = await tx.$queryRaw<{ currency: string; minor: bigint }[]>`
        select fee -> 'open' ->> 'currency' as currency, sum((fee -> 'open' ->> 'minor')::bigint)::bigint as minor
        from request_view where tenant = ${tenant} and patron_ref = ${patronRef} and fee is not null group by 1 order by 1`;
      const rows = await tx.$queryRaw<{ id: string; title: string; submitted_at: Date; fee: PatronFeeStanding }[]>`
        select id, title, submitted_at, fee from request_view where tenant = ${tenant} and patron_ref = ${patronRef} and fee is not null
        order by submitted_at desc, id limit ${MOST}`;
      return {
        patronRef,
        open: sums.map(({ currency, minor }) => ({ minor: Number(minor), currency })).filter(({ minor }) => minor !== 0),
        requests: rows.map(({ id, title, submitted_at: submittedAt, fee }) => ({
          id,
          title,
          submittedAt: submittedAt.toISOString(),
          fee,
        })),
      };
    });
  }
}
