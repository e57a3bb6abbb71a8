import { Injectable } from '@nestjs/common';
import type { Role } from '#lib/contracts';
import { err, ok, reject, RejectionError, unwrap, type Rejection, type Result } from '#lib/kernel';
import { Database, statement, type Tx } from '#lib/messaging';
import type { OidcSettings, ProvidedPerson } from '../domain/sign-in/oidc.ts';
import { createAccount, setAccount } from './accounts.ts';
import { FirstPasswords } from './first-passwords.ts';
import { accountOfPatron, closedHere, keepPatron, linkAccount, linkedAccount } from './kept-elsewhere.ts';
import { NameSafe } from './names/name-safe.ts';
import type { Registered } from './patrons.ts';
import { accounts } from './stores.ts';

const BY_USERNAME = statement(`select a.id from account a join credential c on c.account_id = a.id
  where c.username_key = $1 and a.patron_id is null`);

const unknownHere = reject('forbidden-unknown', 'You have no account here.', {
  remedy: 'Ask your library to let you in: its provider makes no accounts by itself.',
});
const noCard = reject('oidc-no-card', 'The provider does not say your card number.', {
  remedy: 'Ask your library: it sets which claim holds it.',
});
const staffNoMore = reject(
  'forbidden-role',
  'Your account here is a staff account, and the provider no longer says that you are staff.',
  {
    remedy: 'Ask an administrator of your library.',
  },
);

/** Finds or makes the account of somebody a provider has vouched for, and brings it up to what the provider says. */
@Injectable()
export class KeepProvided {
  constructor(
    private readonly database: Database,
    private readonly keys: NameSafe,
    private readonly passwords: FirstPasswords,
  ) {}

  /**
   * @param speaksForLibrary whether the provider is the library's own or says who belongs to it; else a username of its is nobody's here
   * @returns the account's id
   */
  async execute(
    library: string,
    settings: OidcSettings,
    subject: string,
    person: ProvidedPerson,
    speaksForLibrary: boolean,
  ): Promise<Result<string, Rejection>> {
    if (person.group && settings.claims.card && !person.cardNumber) return err(noCard);
    // slow, so before the transaction; nobody ever learns it
    const { hash } = await this.passwords.make();
    const source = `oidc ${settings.issuer}`;
    try {
      return await this.database.transaction({ tenant: library, actor: 'system' }, async (tx) => {
        const linked = await linkedAccount(tx, this.keys, source, subject);
        const patron = person.group ? await this.#patron(tx, person, person.group, settings.makesAccounts) : undefined;
        const known =
          linked ??
          (patron ? await accountOfPatron(tx, patron.id) : speaksForLibrary ? await this.#byUsername(tx, person) : undefined);
        if (!known && !settings.makesAccounts && !patron) return err(unknownHere);
        const account = known ?? (await this.#make(tx, person, hash, patron));
        await this.#update(tx, account, person.roles, patron);
        if (account !== linked) await linkAccount(tx, this.keys, source, subject, account);
        return ok(account);
      });
    } catch (error) {
      if (error instanceof RejectionError) return err(error.rejection);
      throw error;
    }
  }

  #patron(tx: Tx, person: ProvidedPerson, group: string, make: boolean): Promise<Registered> {
    const { username, cardNumber = username, givenName, familyName, email } = person;
    return keepPatron(tx, this.keys, { cardNumber, givenName, familyName, email, group, blocked: false }, make);
  }

  async #byUsername(tx: Tx, { username }: ProvidedPerson): Promise<string | undefined> {
    return (await tx.query<{ id: string }>(BY_USERNAME, [this.keys.of(tx.tenant, username)]))[0]?.id;
  }

  async #make(tx: Tx, person: ProvidedPerson, passwordHash: string, patron: Registered | undefined): Promise<string> {
    const { username, givenName, familyName, email } = person;
    const roles: Role[] = patron ? ['patron'] : [...person.roles];
    const displayName = [givenName, familyName].filter(Boolean).join(' ');
    return unwrap(
      await createAccount(tx, this.keys, { username, roles, passwordHash, patron, ...(patron ? {} : { displayName, email }) }),
    );
  }

  /** What the provider says holds from now on; who was shut out here stays out. */
  async #update(tx: Tx, id: string, roles: readonly Role[], patron: Registered | undefined): Promise<void> {
    const { state } = await accounts.load(tx, id);
    if (!state.active) throw new RejectionError(closedHere);
    if (patron && state.patronId !== patron.id) throw new RejectionError(staffNoMore);
    const next = state.patronId ? (['patron', ...roles] as const) : roles;
    const same = next.length === state.roles.length && next.every((role) => state.roles.includes(role));
    if (!same) unwrap(await setAccount(tx, id, { roles: next, active: true, branch: state.branch }));
  }
}
