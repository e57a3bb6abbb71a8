import { Injectable } from '@nestjs/common';
import type { ConnectorKind } from '#lib/contracts';
import { prismaFor } from '#lib/service';
import type { ConnectorState } from '../domain/connector/connector.ts';
import { KINDS } from '../domain/connector/kinds.ts';
import type { Connector } from '../http/connector-shapes.ts';
import { PrismaService } from '../prisma.service.ts';

@Injectable()
export class ConnectorsQuery {
  constructor(private readonly prisma: PrismaService) {}

  /** Every kind of connector there is, with the library's own where it is set up. No secret is among it, sealed or open. */
  list(tenant: string): Promise<Connector[]> {
    return prismaFor(this.prisma, tenant, async (tx) => {
      const rows = await tx.connector.findMany({ where: { tenant, active: true } });
      return (Object.keys(KINDS) as ConnectorKind[]).map((kind) =>
        shown(kind, rows.find((row) => row.kind === kind)?.state as unknown as ConnectorState | undefined),
      );
    });
  }
}

/** What may be seen of a connector: of its secrets, which are there. */
export function shown(kind: ConnectorKind, state: ConnectorState | undefined): Connector {
  const { what, why, example, usual, settings, secrets } = KINDS[kind];
  const setUp = state?.active ? state.setUp : undefined;
  return {
    kind,
    what,
    why,
    example,
    ...(usual && { usual }),
    fields: [...settings.map((field) => ({ ...field, secret: false })), ...secrets.map((field) => ({ ...field, secret: true }))],
    ...(setUp && {
      setUp: { address: setUp.address, settings: { ...setUp.settings }, secrets: Object.keys(setUp.secrets) },
    }),
    ...(setUp && state?.tested && { tested: { ...state.tested } }),
  };
}
