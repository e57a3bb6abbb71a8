import { Injectable } from '@nestjs/common';
import type { Batch } from '#lib/contracts';
import { reject } from '#lib/kernel';
import { httpRejection, prismaFor } from '#lib/service';
import { withoutUndefined } from '../domain/reading/fields.ts';
import type { Prisma } from '../generated/prisma/client.ts';
import { PrismaService } from '../prisma.service.ts';

type Result = Batch['results'][number];
type Counts = Readonly<Record<string, number>>;
interface BatchRow {
  readonly id: string;
  readonly fileName: string;
  readonly uploadedAt: Date;
  readonly emptiedAt: Date | null;
  readonly warnings: Prisma.JsonValue;
}

function batchOf(row: BatchRow, counts: Counts, guests: number, results: Result[]): Batch {
  const { waiting = 0, taken = 0, refused = 0 } = counts;
  const about = [
    ...(guests
      ? [
          `${guests === 1 ? 'One line is' : `${guests} lines are`} for card numbers or usernames that nobody at the library has: taken as guests.`,
        ]
      : []),
    ...(row.emptiedAt ? ['What stood in the file is not kept any longer.'] : []),
  ];
  return {
    id: row.id,
    fileName: row.fileName,
    uploadedAt: row.uploadedAt.toISOString(),
    lines: waiting + taken + refused,
    waiting,
    taken,
    refused,
    warnings: [...(row.warnings as string[]), ...about],
    results,
  };
}

@Injectable()
export class BatchQuery {
  constructor(private readonly prisma: PrismaService) {}

  /** A file with what became of each line. @throws HttpRejection 404 where the library (or the consortium) has uploaded no such file */
  batch(tenant: string, id: string): Promise<Batch> {
    return prismaFor(this.prisma, tenant, async (tx) => {
      const row = await tx.batch.findFirst({ where: { id, tenant } });
      if (!row)
        throw httpRejection(404, reject('not-found', 'There is no such file.', { remedy: 'Look it up in the list of files.' }));
      const lines = await tx.batchLine.findMany({
        where: { batchId: id, tenant },
        orderBy: { line: 'asc' },
        select: { id: true, line: true, status: true, error: true, guest: true },
      });
      const counts: Record<string, number> = {};
      for (const { status } of lines) counts[status] = (counts[status] ?? 0) + 1;
      const results = lines.map((line): Result => {
        const { code, message, field, remedy } = (line.error ?? {}) as Partial<NonNullable<Result['error']>>;
        return withoutUndefined({
          line: line.line,
          status: line.status as Result['status'],
          requestId: line.status === 'taken' ? line.id : undefined,
          error: code && message ? withoutUndefined({ code, message, field, remedy }) : undefined,
        });
      });
      return batchOf(row, counts, lines.filter(({ guest }) => guest).length, results);
    });
  }

  /** The latest files, without their lines. */
  list(tenant: string): Promise<Omit<Batch, 'results'>[]> {
    return prismaFor(this.prisma, tenant, async (tx) => {
      const rows = await tx.batch.findMany({ where: { tenant }, orderBy: [{ uploadedAt: 'desc' }, { id: 'desc' }], take: 100 });
      const groups = await tx.batchLine.groupBy({
        by: ['batchId', 'status', 'guest'],
        where: { tenant, batchId: { in: rows.map(({ id }) => id) } },
        _count: true,
      });
      return rows.map((row) => {
        const counts: Record<string, number> = {};
        let guests = 0;
        for (const group of groups.filter(({ batchId }) => batchId === row.id)) {
          counts[group.status] = (counts[group.status] ?? 0) + group._count;
          if (group.guest) guests += group._count;
        }
        const { results: _results, ...batch } = batchOf(row, counts, guests, []);
        return batch;
      });
    });
  }
}
