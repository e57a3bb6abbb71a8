import { Injectable } from '@nestjs/common';
import type { SupplyAttempt, SupplyAttemptList } from '#lib/contracts';
import { reject, RejectionError } from '#lib/kernel';
import { Database, statement, type Tx } from '#lib/messaging';
import { prismaFor } from '#lib/service';
import type { Attempt } from '../domain/attempt/index.ts';
import { PrismaService } from '../prisma.service.ts';
import { toView, type AttemptRow } from './attempt-view.ts';

interface Row {
  readonly id: string;
  readonly version: bigint;
  readonly state: unknown;
  readonly createdAt: Date;
}
const view = ({ id, version, state, createdAt }: Row): SupplyAttempt =>
  toView({ id, version: Number(version), state: state as Attempt, createdAt });

const ONE = statement('select id, version, state, created_at "createdAt" from attempt where id = $1');

@Injectable()
export class AttemptsQuery {
  constructor(
    private readonly prisma: PrismaService,
    private readonly database: Database,
  ) {}

  /** A request's supply attempts, first to last. */
  ofRequest(tenant: string, requestId: string): Promise<SupplyAttemptList> {
    return prismaFor(this.prisma, tenant, async (tx) => {
      const rows = await tx.attempt.findMany({ where: { tenant, requestId }, orderBy: { id: 'asc' } });
      return { attempts: rows.map(view) };
    });
  }

  one(tenant: string, id: string): Promise<SupplyAttempt> {
    return this.database.transaction({ tenant }, (tx) => this.in(tx, id));
  }

  /** As it stands within a step: what whoever took it sees next. */
  async in(tx: Tx, id: string): Promise<SupplyAttempt> {
    const [row] = await tx.query<AttemptRow>(ONE, [id]);
    if (!row) throw new RejectionError(reject('not-found', 'There is no such supply attempt in this library.'));
    return toView(row);
  }
}
