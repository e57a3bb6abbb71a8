import { Injectable } from '@nestjs/common';
import type { Task } from '#lib/contracts';
import { formatMoney, money } from '#lib/kernel';
import { prismaFor } from '#lib/service';
import { BILLED_SQL } from '../app/lent/billed.ts';
import type { Prisma } from '../generated/prisma/client.ts';
import type { ToBillList } from '../http/to-bill-shapes.ts';
import { PrismaService } from '../prisma.service.ts';
import { action } from './task-action.ts';

const MOST = 500;
const REASON = { name: 'reason', kind: 'text', required: true } as const;

// by borrower and month of sending, what no invoice asks for
const OPEN = `with billed as (${BILLED_SQL}), open as (
    select c.id, c.borrower, to_char(c.sent_on, 'YYYY-MM') as month, c.sent_on::text as "sentOn", c.currency, c.minor, c.reference, c.state -> 'charged' ->> 'service' as service
    from lent_charge c where c.tenant = $1 and c.status = 'to-bill' and ($2::text is null or c.borrower = $2)
      and not exists (select from billed b where b.lent = c.id::text))`;
const SUMS = `${OPEN} select borrower, month, currency, count(*)::int as count, sum(minor)::text as minor from open group by 1, 2, 3 order by 1, 2, 3 limit ${MOST + 1}`;
const ITEMS = `${OPEN} select id, borrower, "sentOn", currency, minor::text as minor, reference, service from open order by "sentOn", id limit ${MOST + 1}`;
const TAKEN_BACK = `with billed as (${BILLED_SQL})
  select c.id, c.borrower, c.currency, c.minor::text as minor, c.state ->> 'because' as because, c.updated_at as since, b.number, b.status
  from lent_charge c join billed b on b.lent = c.id::text where c.tenant = $1 and c.status = 'taken-back' order by c.updated_at, c.id limit $2`;

interface SumRow {
  readonly borrower: string;
  readonly month: string;
  readonly currency: string;
  readonly count: number;
  readonly minor: string;
}
interface ItemRow extends Omit<SumRow, 'month' | 'count'> {
  readonly id: string;
  readonly sentOn: string;
  readonly reference: string | null;
  readonly service: 'loan' | 'copy';
}
interface TakenRow {
  readonly id: string;
  readonly borrower: string;
  readonly currency: string;
  readonly minor: string;
  readonly because: string | null;
  readonly since: Date;
  readonly number: string | null;
  readonly status: string;
}

/** What was lent and no invoice asks for yet. */
@Injectable()
export class ToBillQuery {
  constructor(private readonly prisma: PrismaService) {}

  list(tenant: string, borrower: string | undefined): Promise<ToBillList> {
    return prismaFor(this.prisma, tenant, async (tx) => {
      const sums = await tx.$queryRawUnsafe<SumRow[]>(SUMS, tenant, borrower ?? null);
      const items = await tx.$queryRawUnsafe<ItemRow[]>(ITEMS, tenant, borrower ?? null);
      return {
        sums: sums.slice(0, MOST).map(({ minor, currency, ...sum }) => ({ ...sum, amount: money(Number(minor), currency) })),
        items: items.slice(0, MOST).map(({ id, minor, currency, reference, ...item }) => ({
          lent: id,
          ...item,
          amount: money(Number(minor), currency),
          reference: reference ?? undefined,
        })),
        more: sums.length > MOST || items.length > MOST,
      };
    });
  }
}

/** What was taken back after it was put on an invoice: somebody leaves it out or credits it. */
export async function takenBackTasks(tx: Prisma.TransactionClient, tenant: string, take: number): Promise<Task[]> {
  const rows = await tx.$queryRawUnsafe<TakenRow[]>(TAKEN_BACK, tenant, take);
  return rows.map(({ id, borrower, currency, minor, because, since, number, status }): Task => {
    const amount = formatMoney(money(Number(minor), currency));
    const isDraft = status === 'draft';
    return {
      id: `lent-${id}`,
      service: 'payment',
      kind: 'lent-taken-back',
      library: tenant,
      title: `Lent to ${borrower}, ${amount}: ${isDraft ? 'on a draft' : `on invoice ${number ?? ''}`}, and not asked any more`,
      reason: because ?? '',
      since: since.toISOString(),
      actions: [
        action(isDraft ? 'leave-off-draft' : 'credit-lent', 'POST', `/api/payment/to-bill/${id}/take-off`, {
          primary: true,
          fields: [REASON],
        }),
      ],
    };
  });
}
