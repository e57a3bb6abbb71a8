import { Injectable } from '@nestjs/common';
import type { ConnectorKind } from '#lib/contracts';
import { prismaFor } from '#lib/service';
import type { ConnectorState } from '../domain/connector/connector.ts';
import type { LibraryState } from '../domain/library/library.ts';
import type { ReadinessFacts } from '../domain/readiness/readiness.ts';
import { PrismaService } from '../prisma.service.ts';

/** Who works at the desk: without one of them nobody sees a task. */
const DESK = ['staff', 'supervisor', 'circulation'];

@Injectable()
export class ReadinessQuery {
  constructor(private readonly prisma: PrismaService) {}

  /** What the check-list looks at; undefined where there is no such library. */
  facts(tenant: string): Promise<Omit<ReadinessFacts, 'today' | 'publicUrl'> | undefined> {
    return prismaFor(this.prisma, tenant, async (tx) => {
      const library = await tx.library.findUnique({ where: { symbol: tenant } });
      if (!library) return undefined;
      const deskAccounts = await tx.account.count({ where: { tenant, active: true, roles: { hasSome: DESK } } });
      const patrons = await tx.patron.count({ where: { tenant, active: true } });
      const partners = await tx.partner.count({ where: { tenant, active: true } });
      const connectors = await tx.connector.findMany({ where: { tenant, active: true } });
      const brought = await tx.brought.groupBy({ by: ['what'], where: { tenant }, _sum: { amount: true } });
      return {
        profile: (library.state as unknown as LibraryState).profile!,
        deskAccounts,
        patrons,
        partners,
        connectors: Object.fromEntries(
          connectors.map(({ kind, state }) => {
            const { tested } = state as unknown as ConnectorState;
            return [kind as ConnectorKind, tested ? { tested: { ok: tested.ok, words: tested.words } } : {}];
          }),
        ),
        brought: Object.fromEntries(brought.map(({ what, _sum: { amount } }) => [what, Number(amount ?? 0)])),
      };
    });
  }
}
