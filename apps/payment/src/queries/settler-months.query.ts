import { Injectable } from '@nestjs/common';
import { money } from '#lib/kernel';
import { prismaFor } from '#lib/service';
import { gapOf, settlerMonths, type Part, type PartSum } from '../domain/ifm/month.ts';
import type { Side } from '../domain/ifm/report.ts';
import type { Settler } from '../domain/ifm/settler.ts';
import type { SettlerMonthList, SettlerMonthShape } from '../http/settler-month-shapes.ts';
import { PrismaService } from '../prisma.service.ts';

const MOST_MONTHS = 60;
const MOST = 200;

// what was expected, by charge and the month in which it was: what was taken back counts for the month in which that was heard
const EXPECTED = `select e.cause as charge, e.request_id as "requestId", coalesce(l.borrower, e.payee) as payee, to_char(coalesce(e.occurred_at, e.at) at time zone 'UTC', 'YYYY-MM') as month,
    case when e.purpose like 'fee:%' then 'fees' when l.id is not null then 'lending' else 'borrowing' end as part,
    case when l.id is not null then p.minor else -p.minor end as minor,
    case when e.purpose like '%:reversal' then -1 else 1 end as count
  from posting p join entry e on e.id = p.entry_id left join lent_charge l on l.id = e.cause and l.tenant = $1
  where p.tenant = $1 and p.account = 'settlement:' || $3 and p.currency = $2 and (e.purpose like 'charge%' or e.purpose like 'fee:%')`;
const REPORTED = `select l.charge_id as charge, l.request_id as "requestId", l.symbol, l.number, r.month, r.side, l.line, l.minor,
    case when l.kind = 'fee' then 'fees' when r.side = 'lender' then 'lending' else 'borrowing' end as part
  from ifm_line l join ifm_report r on r.id = l.report_id
  where r.tenant = $1 and r.currency = $2 and r.settler = $3 and l.verdict <> 'known'`;
const SUMS = `select month, part, sum(minor)::text as minor, sum(count)::int as count from (${EXPECTED}) x group by 1, 2`;
const SAID = `select month, part, sum(minor)::text as minor, count(*)::int as count from (${REPORTED}) x group by 1, 2`;
const BROUGHT = `select distinct month, side from ifm_report where tenant = $1 and currency = $2 and settler = $3`;
// a charge and its fee apart, as expected and as said; a line that is about nothing known stands for itself
const HELD = `select coalesce(e.part, r.part) as part, coalesce(e.charge, r.charge)::text as charge, coalesce(e."requestId", r."requestId")::text as "requestId",
    coalesce(r.symbol, e.payee) as "with", r.number, e.minor::text as expected, r.minor::text as reported
  from (select part, charge, min("requestId"::text) as "requestId", min(payee) as payee, sum(minor) as minor from (${EXPECTED}) x where month = $4 group by 1, 2) e
  full join (select part, charge, case when charge is null then line end as line, min("requestId"::text) as "requestId", min(symbol) as symbol, min(number) as number,
      sum(minor) as minor from (${REPORTED}) x where month = $4 group by 1, 2, 3) r on r.part = e.part and r.charge = e.charge
  where coalesce(e.minor, 0) <> coalesce(r.minor, 0) order by 1, 2 nulls last`;

interface SumRow extends Omit<PartSum, 'minor'> {
  readonly minor: string;
}
interface HeldRow {
  readonly part: Part;
  readonly charge: string | null;
  readonly requestId: string | null;
  readonly with: string | null;
  readonly number: string | null;
  readonly expected: string | null;
  readonly reported: string | null;
}

const sumOf = (row: SumRow): PartSum => ({ ...row, minor: Number(row.minor) });

/** What a settler's months come to, as expected and as its reports say. */
@Injectable()
export class SettlerMonthsQuery {
  constructor(private readonly prisma: PrismaService) {}

  /** The latest months, the latest first. */
  async months(tenant: string, settler: Settler, currency: string): Promise<SettlerMonthList> {
    const months = await this.#sums(tenant, settler, currency);
    return { months: months.slice(0, MOST_MONTHS) };
  }

  /** One of them, with what differs named; a month of which nothing is known is one of nothing. */
  async month(tenant: string, settler: Settler, currency: string, month: string): Promise<SettlerMonthShape> {
    const [found] = (await this.#sums(tenant, settler, currency)).filter((one) => one.month === month);
    const sums = found ?? settlerMonths(currency, [{ month, part: 'fees', minor: 0, count: 0 }], [], [])[0]!;
    const told = new Set(sums.parts.filter(({ reported }) => reported).map(({ part }) => part));
    const rows = await prismaFor(this.prisma, tenant, (tx) =>
      tx.$queryRawUnsafe<HeldRow[]>(HELD, tenant, currency, settler, month),
    );
    const differs = rows.flatMap((row) => {
      const [expected, reported] = [row.expected, row.reported].map((minor) => (minor === null ? undefined : Number(minor)));
      const gap = gapOf({ part: row.part, charge: row.charge ?? undefined, expected, reported });
      if (!gap || !told.has(row.part)) return [];
      return [
        {
          part: row.part,
          gap,
          requestId: row.requestId ?? undefined,
          with: row.with ?? undefined,
          number: row.number ?? undefined,
          expected: money(expected ?? 0, currency),
          reported: money(reported ?? 0, currency),
        },
      ];
    });
    return { ...sums, differs: differs.slice(0, MOST), more: differs.length > MOST };
  }

  #sums(tenant: string, settler: Settler, currency: string) {
    return prismaFor(this.prisma, tenant, async (tx) => {
      const of = [tenant, currency, settler] as const;
      const expected = await tx.$queryRawUnsafe<SumRow[]>(SUMS, ...of);
      const said = await tx.$queryRawUnsafe<SumRow[]>(SAID, ...of);
      const brought = await tx.$queryRawUnsafe<{ month: string; side: Side }[]>(BROUGHT, ...of);
      return settlerMonths(currency, expected.map(sumOf), said.map(sumOf), brought);
    });
  }
}
