import { Injectable } from '@nestjs/common';
import type { OwnWishes } from '#lib/contracts';
import { reject } from '#lib/kernel';
import { httpRejection, prismaFor } from '#lib/service';
import type { PatronState } from '../domain/patron/patron.ts';
import { tidyWishes } from '../domain/patron/wishes.ts';
import { PrismaService } from '../prisma.service.ts';
import { LibrariesQuery } from './libraries.query.ts';

@Injectable()
export class WishesQuery {
  constructor(
    private readonly prisma: PrismaService,
    private readonly libraries: LibrariesQuery,
  ) {}

  /** @throws HttpRejection 404 where the library or the patron is gone */
  async own(tenant: string, patronRef: string): Promise<OwnWishes> {
    const library = await this.libraries.profile(tenant);
    const row = await prismaFor(this.prisma, tenant, (tx) =>
      tx.patron.findFirst({ where: { tenant, patronRef }, select: { state: true } }),
    );
    if (!library || !row) throw httpRejection(404, reject('not-found', 'There is no such patron at this library.'));
    const { currency, branches, patronFees } = library;
    const state = row.state as unknown as PatronState;
    const { freeGroups = [], ...fees } = patronFees ?? {};
    const pays = Object.keys(fees).length > 0 && !freeGroups.includes(state.group);
    return { wishes: tidyWishes(state), currency, branches, ...(pays && { fees }) };
  }
}
