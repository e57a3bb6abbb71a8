import { Injectable } from '@nestjs/common';
import type { Credential } from '#lib/contracts';
import { prismaFor } from '#lib/service';
import type { LibraryState } from '../domain/library/library.ts';
import { CONSORTIUM, type LibraryProfile } from '../domain/library/library.ts';
import type { AgreementState } from '../domain/agreement/agreement.ts';
import type { PartnerState } from '../domain/partner/partner.ts';
import type { Agreement, LibraryList, Partner } from '../http/shapes.ts';
import { PrismaService } from '../prisma.service.ts';

@Injectable()
export class LibrariesQuery {
  constructor(private readonly prisma: PrismaService) {}

  /** For whoever wants to sign in: symbols and names, nothing else. */
  async list(): Promise<LibraryList> {
    const libraries = await this.prisma.listedLibrary.findMany({
      where: { active: true, symbol: { not: CONSORTIUM } },
      select: { symbol: true, name: true },
      orderBy: { name: 'asc' },
    });
    return { libraries };
  }

  profile(symbol: string): Promise<LibraryProfile | undefined> {
    return prismaFor(this.prisma, symbol, async (tx) => {
      const row = await tx.library.findUnique({ where: { symbol } });
      return row ? (row.state as unknown as LibraryState).profile : undefined;
    });
  }

  /** A library's partners by name, the inactive ones last. */
  partners(tenant: string): Promise<Partner[]> {
    return prismaFor(this.prisma, tenant, async (tx) => {
      const rows = await tx.partner.findMany({ where: { tenant }, orderBy: [{ active: 'desc' }, { name: 'asc' }] });
      return rows.map(({ id, state }) => shownPartner(id, state as unknown as PartnerState));
    });
  }

  partner(tenant: string, id: string): Promise<Partner | undefined> {
    return prismaFor(this.prisma, tenant, async (tx) => {
      const row = await tx.partner.findFirst({ where: { tenant, id } });
      return row ? shownPartner(id, row.state as unknown as PartnerState) : undefined;
    });
  }

  agreements(): Promise<Agreement[]> {
    return prismaFor(this.prisma, CONSORTIUM, async (tx) => {
      const rows = await tx.agreement.findMany({ where: { tenant: CONSORTIUM }, orderBy: { name: 'asc' } });
      return rows.map(({ id, state }) => {
        const profile = (state as unknown as AgreementState).profile!;
        return { id, ...profile, parties: [...profile.parties] };
      });
    });
  }
}

function shownPartner(id: string, { profile, agreement, protocol }: PartnerState): Partner {
  // the agreement is shown by its id
  const { agreementName: _, ...terms } = profile!;
  return {
    id,
    ...terms,
    ...(agreement && { agreement }),
    ...(protocol && {
      iso18626: {
        version: protocol.version,
        ...(protocol.outgoing && { outgoing: withoutSecret(protocol.outgoing) }),
        ...(protocol.incoming && { incoming: withoutSecret(protocol.incoming) }),
      },
    }),
  };
}
const withoutSecret = ({ by, name }: Credential) => ({ by, ...(name && { name }) });
