import { Injectable } from '@nestjs/common';
import type { Role } from '#lib/contracts';
import { prismaFor } from '#lib/service';
import { identityOf, namedOf, type CredentialRow, type IdentityRow } from '../app/names/identities.ts';
import { NameSafe, type LibrarySafe, type PatronSafe } from '../app/names/name-safe.ts';
import { isAsked, type Identity } from '../domain/identity/identity.ts';
import { displayName, type PatronState } from '../domain/patron/patron.ts';
import type { Credential, PatronIdentity, Prisma } from '../generated/prisma/client.ts';
import type { Account, Patron, PatronQuery } from '../http/shapes.ts';
import type { AccountState } from '../domain/account/account.ts';
import { PrismaService } from '../prisma.service.ts';

type Tx = Prisma.TransactionClient;
type Row = Prisma.PatronGetPayload<{ include: { identity: true } }>;

interface Opened {
  readonly row: Row;
  readonly identity: Identity;
  readonly safe: PatronSafe | undefined;
}

/** Names are opened to be put in order; of more than this many that begin alike nobody reads the list, but types another letter. */
const MOST_OPENED = 500;

@Injectable()
export class PeopleQuery {
  constructor(
    private readonly prisma: PrismaService,
    private readonly safe: NameSafe,
  ) {}

  /**
   * A library's patrons whose name begins so, or who have that card number, username or e-mail address, by name. Without a search:
   * those registered or changed last.
   */
  search(tenant: string, { q, limit }: PatronQuery): Promise<{ patrons: Patron[]; more: boolean }> {
    return prismaFor(this.prisma, tenant, async (tx) => {
      const library = await this.#library(tx, tenant);
      const found = await this.#found(tx, tenant, library, q, q ? MOST_OPENED : limit + 1);
      const inOrder = found.toSorted(({ identity: a }, { identity: b }) => byName(a, b));
      return { patrons: await withUsernames(tx, tenant, inOrder.slice(0, limit)), more: inOrder.length > limit };
    });
  }

  one(tenant: string, patronRef: string): Promise<Patron | undefined> {
    return prismaFor(this.prisma, tenant, async (tx) => {
      const people = await this.#byRef(tx, tenant, [patronRef]);
      return (await withUsernames(tx, tenant, people))[0];
    });
  }

  /** The names behind references; those of other libraries are left out, like those there are none of. */
  names(tenant: string, patronRefs: readonly string[]): Promise<Record<string, string>> {
    return prismaFor(this.prisma, tenant, async (tx) => {
      const people = await this.#byRef(tx, tenant, patronRefs);
      return Object.fromEntries(people.map(({ row, identity }) => [row.patronRef, displayName(identity)]));
    });
  }

  /** Who may sign in at a library, patrons aside. */
  accounts(tenant: string): Promise<Account[]> {
    return prismaFor(this.prisma, tenant, async (tx) => {
      const library = await this.#library(tx, tenant);
      const rows = await tx.account.findMany({ where: { tenant, patronId: null }, include: { credential: true } });
      const shown = rows.flatMap(({ id, roles, active, state, credential }) => {
        if (!credential) return [];
        const { branch } = state as unknown as AccountState;
        const { username, displayName: name } = namedOf(id, credentialRow(credential), library);
        return [{ id, username, displayName: name ?? username, roles: roles as Role[], active, ...(branch ? { branch } : {}) }];
      });
      return shown.toSorted((a, b) => a.username.localeCompare(b.username));
    });
  }

  async #library(tx: Tx, tenant: string): Promise<LibrarySafe | undefined> {
    const key = await tx.nameKey.findUnique({ where: { tenant } });
    return key ? this.safe.opened(tenant, key.wrapped) : undefined;
  }

  async #byRef(tx: Tx, tenant: string, patronRefs: readonly string[]): Promise<Opened[]> {
    const rows = await tx.patron.findMany({
      where: { tenant, patronRef: { in: [...patronRefs] } },
      include: { identity: true },
    });
    return opened(tx, tenant, await this.#library(tx, tenant), rows);
  }

  async #found(tx: Tx, tenant: string, library: LibrarySafe | undefined, q: string, most: number): Promise<Opened[]> {
    if (!q) {
      const rows = await tx.patron.findMany({
        where: { tenant, identity: { isNot: null } },
        include: { identity: true },
        orderBy: [{ updatedAt: 'desc' }, { patronRef: 'asc' }],
        take: most,
      });
      return opened(tx, tenant, library, rows);
    }
    const groups = library?.asked(q) ?? [];
    const terms = await tx.patronTerm.findMany({ where: { tenant, term: { in: groups.flat() } }, orderBy: { patronId: 'asc' } });
    const termsOf = Map.groupBy(terms, ({ patronId }) => patronId);
    const named = [...termsOf].flatMap(([patronId, own]) => {
      const has = new Set(own.map(({ term }) => term));
      return groups.some((group) => group.every((term) => has.has(term))) ? [patronId] : [];
    });
    const rows = await tx.patron.findMany({
      where: { tenant, OR: [{ id: { in: named.slice(0, most) } }, { identity: { cardKey: this.safe.of(tenant, q) } }] },
      include: { identity: true },
    });
    const cardKey = this.safe.of(tenant, q);
    return (await opened(tx, tenant, library, rows)).filter(
      ({ row, identity }) => row.identity?.cardKey === cardKey || isAsked(identity, q),
    );
  }
}

const byName = (a: Identity, b: Identity): number =>
  a.familyName.localeCompare(b.familyName) || (a.givenName ?? '').localeCompare(b.givenName ?? '');

async function opened(tx: Tx, tenant: string, library: LibrarySafe | undefined, rows: readonly Row[]): Promise<Opened[]> {
  const keys = await tx.patronKey.findMany({ where: { tenant, patronId: { in: rows.map(({ id }) => id) } } });
  const wrapped = new Map(keys.map((key) => [key.patronId, key.wrapped]));
  return rows.flatMap((row) => {
    if (!row.identity) return [];
    const key = wrapped.get(row.id);
    const safe = key ? library?.patron(row.id, key) : undefined;
    return [{ row, safe, identity: identityOf(identityRow(row.identity), safe) }];
  });
}

const identityRow = ({ sealed, givenName, familyName, email, cardNumber }: PatronIdentity): IdentityRow => ({
  sealed,
  given_name: givenName,
  family_name: familyName,
  email,
  card_number: cardNumber,
});
const credentialRow = ({ sealed, username, displayName: display_name, email }: Credential): CredentialRow => ({
  sealed,
  username,
  display_name,
  email,
});

async function withUsernames(tx: Tx, tenant: string, rows: readonly Opened[]): Promise<Patron[]> {
  const patronIds = rows.map(({ row }) => row.id);
  const accounts = await tx.account.findMany({ where: { tenant, patronId: { in: patronIds } }, include: { credential: true } });
  const ofPatron = new Map(accounts.map((account) => [account.patronId, account]));
  return rows.map(({ row, identity, safe }) => {
    const { patronRef, ...standing } = row.state as unknown as PatronState;
    const account = ofPatron.get(row.id);
    return {
      patronRef,
      displayName: displayName(identity),
      givenName: identity.givenName,
      familyName: identity.familyName,
      email: identity.email,
      cardNumber: identity.cardNumber,
      ...standing,
      username: account?.credential ? namedOf(account.id, credentialRow(account.credential), safe).username : undefined,
      accountId: account?.id,
    };
  });
}
