import { Injectable } from '@nestjs/common';
import type { SupplyAttempt, SupplyAttemptList } from '#lib/contracts';
import { reject, RejectionError } from '#lib/kernel';
import { prismaFor } from '#lib/service';
import type { Attempt } from '../domain/attempt/index.ts';
import { PrismaService } from '../prisma.service.ts';
import { toView } from './attempt-view.ts';

interface Row {
  readonly id: string;
  readonly version: bigint;
  readonly state: unknown;
  readonly createdAt: Date;
}
const view = ({ id, version, state, createdAt }: Row): SupplyAttempt =>
  toView({ id, version: Number(version), state: state as Attempt, createdAt });

@Injectable()
export class AttemptsQuery {
  constructor(private readonly prisma: PrismaService) {}

  /** A request's supply attempts, first to last. */
  ofRequest(tenant: string, requestId: string): Promise<SupplyAttemptList> {
    return prismaFor(this.prisma, tenant, async (tx) => {
      const rows = await tx.attempt.findMany({ where: { tenant, requestId }, orderBy: { id: 'asc' } });
      return { attempts: rows.map(view) };
    });
  }

  one(tenant: string, id: string): Promise<SupplyAttempt> {
    return prismaFor(this.prisma, tenant, async (tx) => {
      const row = await tx.attempt.findFirst({ where: { tenant, id } });
      if (!row) throw new RejectionError(reject('not-found', 'There is no such supply attempt in this library.'));
      return view(row);
    });
  }
}
