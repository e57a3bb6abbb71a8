import { Injectable } from '@nestjs/common';
import { DAY, money, reject, RejectionError, type Money } from '#lib/kernel';
import { prismaFor } from '#lib/service';
import { MANUAL_CODES, type ManualState } from '../domain/manual/manual-entry.ts';
import { USUAL_LIMIT, type LimitState } from '../domain/manual/manual-limit.ts';
import { postedAloneBy, WINDOW_DAYS } from '../domain/manual/posted-alone.ts';
import type { ManualEntry, Prisma } from '../generated/prisma/client.ts';
import type { ManualEntryList, ManualEntryShape } from '../http/manual-shapes.ts';
import { PrismaService } from '../prisma.service.ts';

const MOST = 100;
export const WAITING = ['proposed', 'reversal-proposed'];

function shown(row: ManualEntry): ManualEntryShape {
  const {
    status,
    by = '',
    reason = '',
    requestId,
    lines = [],
    entry,
    approvedBy,
    waits,
    refused,
    reversal,
  } = row.state as unknown as ManualState;
  return {
    id: row.id,
    status: status as ManualEntryShape['status'],
    at: row.createdAt.toISOString(),
    by,
    reason,
    requestId,
    lines: [...lines],
    entry: entry?.id,
    approvedBy,
    waits,
    refused,
    reversal: reversal && { by: reversal.by, reason: reversal.reason },
  };
}

async function aloneOf(tx: Prisma.TransactionClient, tenant: string, by: string, now: Date): Promise<Money[]> {
  const since = new Date(now.getTime() - WINDOW_DAYS * DAY);
  const rows = await tx.manualEntry.findMany({
    where: {
      tenant,
      AND: [
        { OR: [{ createdAt: { gt: since } }, { updatedAt: { gt: since } }] },
        { OR: [{ state: { path: ['by'], equals: by } }, { state: { path: ['reversal', 'by'], equals: by } }] },
      ],
    },
  });
  const past = rows.map(({ id, state, createdAt, updatedAt }) => ({
    id,
    state: state as unknown as ManualState,
    writtenAt: createdAt,
    steppedAt: updatedAt,
  }));
  const currencies = [...new Set(past.flatMap(({ state }) => state.lines?.[0]?.amount.currency ?? []))].toSorted();
  return currencies.flatMap((currency) => {
    const minor = postedAloneBy(past, by, currency, now);
    return minor ? [money(minor, currency)] : [];
  });
}

@Injectable()
export class ManualEntriesQuery {
  constructor(private readonly prisma: PrismaService) {}

  /** A library's entries by hand: those that wait, the longest first, then the others, the latest first; and what who asks posted alone lately. */
  list(tenant: string, by: string, now: Date): Promise<ManualEntryList> {
    return prismaFor(this.prisma, tenant, async (tx) => {
      const alone = await aloneOf(tx, tenant, by, now);
      const waiting = await tx.manualEntry.findMany({
        where: { tenant, status: { in: WAITING } },
        orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
        take: MOST + 1,
      });
      const done = await tx.manualEntry.findMany({
        where: { tenant, status: { notIn: WAITING } },
        orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
        take: MOST + 1,
      });
      const limit = await tx.manualLimit.findFirst({ where: { tenant } });
      return {
        limit: (limit?.state as unknown as LimitState | undefined)?.limit ?? USUAL_LIMIT,
        alone,
        accounts: [...MANUAL_CODES],
        entries: [...waiting.slice(0, MOST), ...done.slice(0, MOST)].map(shown),
        more: waiting.length > MOST || done.length > MOST,
      };
    });
  }

  /** @throws RejectionError not-found */
  one(tenant: string, id: string): Promise<ManualEntryShape> {
    return prismaFor(this.prisma, tenant, async (tx) => {
      const row = await tx.manualEntry.findFirst({ where: { tenant, id } });
      if (!row) throw new RejectionError(reject('not-found', `There is no entry by hand ${id} at this library.`));
      return shown(row);
    });
  }
}
