import { Injectable } from '@nestjs/common';
import type { Role } from '#lib/contracts';
import { PatronKeys, prismaFor } from '#lib/service';
import { displayName, type PatronState } from '../domain/patron/patron.ts';
import type { Prisma } from '../generated/prisma/client.ts';
import type { Account, Patron, PatronQuery } from '../http/shapes.ts';
import { PrismaService } from '../prisma.service.ts';

type Tx = Prisma.TransactionClient;
type Row = Prisma.PatronGetPayload<{ include: { identity: true } }>;

@Injectable()
export class PeopleQuery {
  constructor(
    private readonly prisma: PrismaService,
    private readonly keys: PatronKeys,
  ) {}

  /** A library's patrons whose name begins so, or who have that card number, username or e-mail address. */
  search(tenant: string, { q, limit }: PatronQuery): Promise<{ patrons: Patron[]; more: boolean }> {
    return prismaFor(this.prisma, tenant, async (tx) => {
      const rows = await tx.patron.findMany({
        where: { tenant, ...(q && { identity: this.#matches(tenant, q) }) },
        include: { identity: true },
        orderBy: [{ identity: { familyName: 'asc' } }, { identity: { givenName: 'asc' } }, { patronRef: 'asc' }],
        take: limit + 1,
      });
      return { patrons: await withUsernames(tx, tenant, rows.slice(0, limit)), more: rows.length > limit };
    });
  }

  one(tenant: string, patronRef: string): Promise<Patron | undefined> {
    return prismaFor(this.prisma, tenant, async (tx) => {
      const rows = await tx.patron.findMany({ where: { tenant, patronRef }, include: { identity: true } });
      return (await withUsernames(tx, tenant, rows))[0];
    });
  }

  /** The names behind references; those of other libraries are left out, like those there are none of. */
  names(tenant: string, patronRefs: readonly string[]): Promise<Record<string, string>> {
    return prismaFor(this.prisma, tenant, async (tx) => {
      const rows = await tx.patron.findMany({
        where: { tenant, patronRef: { in: [...patronRefs] } },
        include: { identity: true },
      });
      return Object.fromEntries(
        rows.flatMap(({ patronRef, identity }) => (identity ? [[patronRef, displayName(identity)]] : [])),
      );
    });
  }

  /** Who may sign in at a library, patrons aside. */
  accounts(tenant: string): Promise<Account[]> {
    return prismaFor(this.prisma, tenant, async (tx) => {
      const rows = await tx.account.findMany({
        where: { tenant, patronId: null },
        include: { credential: true },
        orderBy: { credential: { username: 'asc' } },
      });
      return rows.flatMap(({ id, roles, active, credential }) => {
        if (!credential) return [];
        const { username, displayName: name } = credential;
        return [{ id, username, displayName: name ?? username, roles: roles as Role[], active }];
      });
    });
  }

  #matches(tenant: string, q: string): Prisma.PatronIdentityWhereInput {
    const startsWith = { startsWith: escaped(q), mode: 'insensitive' } as const;
    const [family, given] = q.includes(',') ? q.split(',', 2).map((part) => part.trim()) : [];
    return {
      OR: [
        { familyName: startsWith },
        { givenName: startsWith },
        { email: { equals: escaped(q), mode: 'insensitive' } },
        { cardKey: this.keys.of(tenant, q) },
        ...(family && given
          ? [
              {
                familyName: { equals: escaped(family), mode: 'insensitive' as const },
                givenName: { startsWith: escaped(given), mode: 'insensitive' as const },
              },
            ]
          : []),
      ],
    };
  }
}

/** Prisma takes `%` and `_` of a search for wildcards. */
const escaped = (text: string): string => text.replaceAll(/[\\%_]/g, (sign) => `\\${sign}`);

async function withUsernames(tx: Tx, tenant: string, rows: readonly Row[]): Promise<Patron[]> {
  const patronIds = rows.map(({ id }) => id);
  const accounts = await tx.account.findMany({ where: { tenant, patronId: { in: patronIds } }, include: { credential: true } });
  return rows.flatMap((row) => {
    const { identity } = row;
    if (!identity) return [];
    const { patronRef, ...standing } = row.state as unknown as PatronState;
    const account = accounts.find(({ patronId }) => patronId === row.id);
    return [
      {
        patronRef,
        displayName: displayName(identity),
        givenName: identity.givenName ?? undefined,
        familyName: identity.familyName,
        email: identity.email ?? undefined,
        cardNumber: identity.cardNumber,
        ...standing,
        username: account?.credential?.username,
        accountId: account?.id,
      },
    ];
  });
}
