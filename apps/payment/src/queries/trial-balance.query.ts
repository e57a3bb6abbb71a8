import { Injectable } from '@nestjs/common';
import { money } from '#lib/kernel';
import { prismaFor } from '#lib/service';
import type { TrialBalance } from '../http/shapes.ts';
import { PrismaService } from '../prisma.service.ts';

interface Row {
  readonly account: string;
  readonly kind: TrialBalance['accounts'][number]['kind'];
  readonly currency: string;
  readonly debit: bigint;
  readonly credit: bigint;
}

@Injectable()
export class TrialBalanceQuery {
  constructor(private readonly prisma: PrismaService) {}

  /** Every account of a library, summed up from its postings by the database; nothing kept beside them is read. */
  at(tenant: string, moment: string | undefined): Promise<TrialBalance> {
    return prismaFor(this.prisma, tenant, async (tx) => {
      const until = moment ? new Date(moment) : null;
      const rows = await tx.$queryRaw<Row[]>`
        select p.account, a.kind, p.currency, coalesce(sum(p.minor) filter (where p.minor > 0), 0)::bigint as debit,
          coalesce(-sum(p.minor) filter (where p.minor < 0), 0)::bigint as credit
        from posting p
        join entry e on e.id = p.entry_id
        join account a on a.tenant = p.tenant and a.code = p.account and a.currency = p.currency
        where p.tenant = ${tenant} and (${until}::timestamptz is null or e.at <= ${until}::timestamptz)
        group by p.account, a.kind, p.currency order by p.currency, p.account`;
      const accounts = rows.map(({ account, kind, currency, debit, credit }) => ({
        account,
        kind,
        debit: money(Number(debit), currency),
        credit: money(Number(credit), currency),
        balance: money(Number(debit - credit), currency),
      }));
      const currencies = [...new Set(rows.map(({ currency }) => currency))];
      const total = (currency: string) =>
        money(
          accounts.reduce((sum, { balance }) => sum + (balance.currency === currency ? balance.minor : 0), 0),
          currency,
        );
      return { at: moment ? until!.toISOString() : undefined, accounts, totals: currencies.map(total) };
    });
  }
}
