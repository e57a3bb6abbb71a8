import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { ConnectorKind, LibraryChanged, LibrarySymbol, PartnerChanged, Role } from '#lib/contracts';
import { unwrap } from '#lib/kernel';
import { Database, statement, type Tx } from '#lib/messaging';
import { NameSafe } from './names/name-safe.ts';
import { CONSORTIUM } from '../domain/library/library.ts';
import { Seals } from '#lib/service';
import { createAccount } from './accounts.ts';
import { findConnector, setConnector } from './connectors.ts';
import { FirstPasswords } from './first-passwords.ts';
import { registerPatron, type Registered } from './patrons.ts';
import { setAgreement } from './set-agreement.ts';
import { nameConsortium, setLibrary } from './set-library.ts';
import { setPartner } from './set-partner.ts';
import { agreementId, agreements, libraries, libraryId, partnerId, partners } from './stores.ts';

const tenant = z.union([LibrarySymbol, z.literal(CONSORTIUM)]);

/** What an installation begins with. */
export const InstallationData = z.strictObject({
  consortium: z.strictObject({ name: z.string().min(1), country: z.string().length(2).default('US') }),
  libraries: z.array(LibraryChanged.data),
  agreements: z
    .array(
      z.strictObject({
        name: z.string().min(1),
        parties: z.array(
          z.strictObject({
            library: LibrarySymbol,
            address: z.url().optional(),
            lendsAv: z.boolean().default(false),
            lastResort: z.boolean().default(false),
          }),
        ),
        settledBy: PartnerChanged.data.shape.settledBy,
        daysToRespond: PartnerChanged.data.shape.daysToRespond,
        active: z.boolean().default(true),
      }),
    )
    .default([]),
  connectors: z
    .array(
      z.strictObject({
        library: LibrarySymbol,
        kind: ConnectorKind,
        address: z.url(),
        settings: z.record(z.string(), z.string()).default({}),
        secrets: z.record(z.string(), z.string()).default({}),
      }),
    )
    .default([]),
  partners: z.array(PartnerChanged.data.extend({ library: LibrarySymbol })).default([]),
  patrons: z
    .array(
      z.strictObject({
        library: LibrarySymbol,
        cardNumber: z.string().min(1),
        givenName: z.string().optional(),
        familyName: z.string().min(1),
        email: z.email().optional(),
        group: z.string().min(1),
        blocked: z.boolean().default(false),
        ebookAccepted: z.boolean().optional(),
        anyEdition: z.boolean().optional(),
        username: z.string().min(1).optional().meta({ description: 'Lets the patron sign in' }),
      }),
    )
    .default([]),
  accounts: z
    .array(
      z.strictObject({
        library: tenant,
        username: z.string().min(1),
        displayName: z.string().min(1),
        email: z.email().optional(),
        roles: z.array(Role).min(1),
      }),
    )
    .default([]),
});
export type InstallationData = z.input<typeof InstallationData>;
type Data = z.output<typeof InstallationData>;

/** To be printed once: only the hash is kept. */
export interface FirstSignIn {
  readonly library: string;
  readonly username: string;
  readonly displayName: string;
  readonly roles: readonly Role[];
  readonly password: string;
}

export interface Seeded {
  readonly signIns: readonly FirstSignIn[];
  /** How many of each were made now; zero where all were there. */
  readonly made: Readonly<Record<'libraries' | 'agreements' | 'connectors' | 'partners' | 'patrons', number>>;
}

/**
 * Fills an installation at its first start. What is there already stays as people have made it since; so it may run at every start, and
 * goes on where it was stopped. Accounts come last, all in one transaction, so that no first password is lost unprinted.
 */
@Injectable()
export class SeedInstallation {
  constructor(
    private readonly database: Database,
    private readonly keys: NameSafe,
    private readonly passwords: FirstPasswords,
    private readonly seals: Seals,
  ) {}

  /** @throws ZodError naming the field where the data is not of that shape; RejectionError where it contradicts itself */
  async execute(input: InstallationData): Promise<Seeded> {
    const data = InstallationData.parse(input);
    await this.#in(CONSORTIUM, (tx) => nameConsortium(tx, data.consortium.name, data.consortium.country));
    const made = {
      libraries: await this.#count(data.libraries, (profile) => this.#library(profile)),
      agreements: await this.#count(data.agreements, (agreement) => this.#agreement(agreement)),
      connectors: await this.#count(data.connectors, (connector) => this.#connector(connector)),
      partners: await this.#count(data.partners, (partner) => this.#partner(partner)),
      patrons: await this.#patrons(data.patrons),
    };
    return { made, signIns: await this.#accounts(data) };
  }

  #in<T>(library: string, work: (tx: Tx) => Promise<T>): Promise<T> {
    return this.database.transaction({ tenant: library, actor: 'system' }, work);
  }
  async #count<T>(all: readonly T[], make: (one: T) => Promise<boolean>): Promise<number> {
    let count = 0;
    for (const one of all) if (await make(one)) count += 1;
    return count;
  }

  #library(profile: Data['libraries'][number]): Promise<boolean> {
    return this.#in(profile.symbol, async (tx) => {
      if (await libraries.find(tx, libraryId(profile.symbol))) return false;
      unwrap(await setLibrary(tx, profile));
      return true;
    });
  }
  #agreement(agreement: Data['agreements'][number]): Promise<boolean> {
    return this.#in(CONSORTIUM, async (tx) => {
      const id = agreementId(agreement.name);
      if (await agreements.find(tx, id)) return false;
      unwrap(await setAgreement(tx, id, agreement));
      return true;
    });
  }
  #connector({ library, kind, ...given }: Data['connectors'][number]): Promise<boolean> {
    return this.#in(library, async (tx) => {
      // one that was taken away stays away
      if ((await findConnector(tx, kind)).setUp) return false;
      unwrap(await setConnector(tx, this.seals, kind, given));
      return true;
    });
  }
  #partner({ library, ...profile }: Data['partners'][number]): Promise<boolean> {
    return this.#in(library, async (tx) => {
      const id = partnerId(library, profile.symbol);
      if (await partners.find(tx, id)) return false;
      unwrap(await setPartner(tx, id, profile));
      return true;
    });
  }
  async #patrons(all: Data['patrons']): Promise<number> {
    let made = 0;
    for (const [library, patrons] of Map.groupBy(all, (patron) => patron.library))
      made += await this.#in(library, (tx) =>
        this.#count(patrons, async (patron) => {
          if (await findPatron(tx, this.keys.of(library, patron.cardNumber))) return false;
          unwrap(await registerPatron(tx, this.keys, patron, { ...patron, active: true }, patron.username));
          return true;
        }),
      );
    return made;
  }

  async #accounts({ accounts, patrons }: Data): Promise<FirstSignIn[]> {
    const ofPatrons = patrons.flatMap(({ username, givenName, familyName, library, cardNumber }) =>
      username
        ? [
            {
              library,
              username,
              displayName: [givenName, familyName].filter(Boolean).join(' '),
              roles: ['patron' as const],
              cardNumber,
            },
          ]
        : [],
    );
    const wanted: Wanted[] = await this.#missing([...accounts, ...ofPatrons]);
    // hashing takes long, so it is done before the transaction
    const firsts = await Promise.all(wanted.map(() => this.passwords.make()));
    return this.#in(CONSORTIUM, async (tx) => {
      const signIns: FirstSignIn[] = [];
      for (const [n, { library, username, displayName, roles, email, cardNumber }] of wanted.entries()) {
        const { password, hash } = firsts[n]!;
        const id = await asTenant(tx, library, async (side) => {
          if (await hasAccount(side, this.keys.of(library, username))) return undefined;
          const patron = cardNumber === undefined ? undefined : await findPatron(side, this.keys.of(library, cardNumber));
          const named = patron ? {} : { displayName, email };
          return unwrap(await createAccount(side, this.keys, { username, roles, passwordHash: hash, patron, ...named }));
        });
        if (id) signIns.push({ library, username, displayName, roles, password });
      }
      return signIns;
    });
  }

  async #missing(all: readonly Wanted[]): Promise<Wanted[]> {
    const missing: Wanted[] = [];
    for (const one of all)
      if (!(await this.#in(one.library, (tx) => hasAccount(tx, this.keys.of(one.library, one.username))))) missing.push(one);
    return missing;
  }
}

interface Wanted {
  readonly library: string;
  readonly username: string;
  readonly displayName: string;
  readonly email?: string | undefined;
  readonly roles: readonly Role[];
  /** Of the patron whose account it is. */
  readonly cardNumber?: string;
}

const PATRON = statement(
  'select p.id, p.patron_ref as "patronRef" from patron p join patron_identity i on i.patron_id = p.id where i.card_key = $1',
);
const ACCOUNT = statement('select from credential where username_key = $1');

const findPatron = async (tx: Tx, cardKey: string): Promise<Registered | undefined> =>
  (await tx.query<Registered>(PATRON, [cardKey]))[0];
const hasAccount = async (tx: Tx, usernameKey: string): Promise<boolean> => (await tx.query(ACCOUNT, [usernameKey])).length > 0;
const asTenant = <T>(tx: Tx, library: string, work: (side: Tx) => Promise<T>): Promise<T> =>
  library === tx.tenant ? work(tx) : tx.asTenant(library, work);
