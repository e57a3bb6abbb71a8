import { Injectable } from '@nestjs/common';
import { money, type Money } from '#lib/kernel';
import { prismaFor } from '#lib/service';
import type { ChargeState } from '../domain/charge/charge.ts';
import type { ReservationState } from '../domain/reservation/reservation.ts';
import type { Prisma } from '../generated/prisma/client.ts';
import type { EntryQuery, LedgerEntry, RequestMoney } from '../http/shapes.ts';
import { PrismaService } from '../prisma.service.ts';

const WITH = { postings: { orderBy: { line: 'asc' } }, reversal: { select: { id: true } } } satisfies Prisma.EntryInclude;
type Row = Prisma.EntryGetPayload<{ include: typeof WITH }>;

const shown = (row: Row): LedgerEntry => ({
  id: row.id,
  at: row.at.toISOString(),
  kind: row.kind as LedgerEntry['kind'],
  description: row.description,
  requestId: row.requestId ?? undefined,
  payee: row.payee ?? undefined,
  settledBy: row.settledBy as LedgerEntry['settledBy'],
  because: (row.because as LedgerEntry['because'] | null) ?? undefined,
  lines: row.postings.map(({ account, minor, currency }) => ({ account, amount: money(Number(minor), currency) })),
  reverses: row.reverses ?? undefined,
  reversedBy: row.reversal?.id,
});

/** All that was said of a charge, also where nothing came of it. */
const becauseOf = (settlement: ChargeState['settlement']): LedgerEntry['because'] =>
  settlement && { policy: settlement.policy, rules: [...settlement.rules], person: settlement.person };

@Injectable()
export class EntriesQuery {
  constructor(private readonly prisma: PrismaService) {}

  /** Entries, the latest first. Ids are UUID v7, so their order is that of posting. */
  page(tenant: string, { request, cursor, limit }: EntryQuery): Promise<{ entries: LedgerEntry[]; next?: string }> {
    return prismaFor(this.prisma, tenant, async (tx) => {
      const rows = await tx.entry.findMany({
        where: { tenant, ...(request && { requestId: request }), ...(cursor && { id: { lt: cursor } }) },
        include: WITH,
        orderBy: { id: 'desc' },
        take: limit + 1,
      });
      const entries = rows.slice(0, limit).map(shown);
      return rows.length > limit ? { entries, next: entries.at(-1)!.id } : { entries };
    });
  }

  /** Everything about one request's money; empty where there is none (yet). */
  ofRequest(tenant: string, requestId: string): Promise<RequestMoney> {
    const where = { tenant, requestId };
    return prismaFor(this.prisma, tenant, async (tx) => {
      // those of one step have the same time: the charge first, then its fees
      const orderBy: Prisma.EntryOrderByWithRelationInput[] = [{ at: 'asc' }, { cause: 'asc' }, { purpose: 'asc' }];
      const entries = await tx.entry.findMany({ where, include: WITH, orderBy });
      const charges = await tx.charge.findMany({ where, orderBy: { createdAt: 'asc' } });
      const reservations = await tx.reservation.findMany({ where, orderBy: { createdAt: 'asc' } });
      return {
        entries: entries.map(shown),
        charges: charges.flatMap(({ id, status, state }) => {
          const { cost, note, unfunded, settlement } = state as unknown as ChargeState;
          if (!cost) return [];
          const over: Money = money(unfunded, cost.amount.currency);
          const { payee, amount } = cost;
          const back = settlement?.returnPostage && { returnPostage: settlement.returnPostage };
          return [{ attempt: id, status, payee, amount, unfunded: over, ...back, note, because: becauseOf(settlement) }];
        }),
        reservations: reservations.flatMap(({ id, status, state }) => {
          const { fund, amount, purpose } = state as unknown as ReservationState;
          return fund && amount ? [{ id, status, fund, amount, purpose: purpose ?? '' }] : [];
        }),
      };
    });
  }
}
