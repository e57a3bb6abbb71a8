import { Injectable } from '@nestjs/common';
import { reject, RejectionError } from '#lib/kernel';
import { prismaFor } from '#lib/service';
import { MANUAL_CODES, USUAL_LIMIT, type ManualState } from '../domain/manual/manual-entry.ts';
import type { LimitState } from '../domain/manual/manual-limit.ts';
import type { ManualEntry } from '../generated/prisma/client.ts';
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
    refused,
    reversal,
  };
}

@Injectable()
export class ManualEntriesQuery {
  constructor(private readonly prisma: PrismaService) {}

  /** A library's entries by hand: those that wait, the longest first, then the others, the latest first. */
  list(tenant: string): Promise<ManualEntryList> {
    return prismaFor(this.prisma, tenant, async (tx) => {
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
