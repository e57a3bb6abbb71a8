import { Inject, Injectable, Logger } from '@nestjs/common';
import { err, ok, reject, unwrap, type Rejection, type Result } from '#lib/kernel';
import type { CurrentUser, Role, SignedIn } from '#lib/contracts';
import { Database, statement } from '#lib/messaging';
import { SessionEpochs, type SessionStart } from '#lib/service';
import { Passwords } from '../adapters/passwords.port.ts';
import { accountDecider, type SignInWay } from '../domain/account/account.ts';
import { CONSORTIUM } from '../domain/library/library.ts';
import { displayName } from '../domain/patron/patron.ts';
import { setPassword } from './accounts.ts';
import { LibrarySystem } from './library-system.ts';
import { SecondFactors } from './second-factor.ts';
import { identityOf, namedOf, type CredentialRow, type IdentityRow } from './names/identities.ts';
import { NameSafe, type Named } from './names/name-safe.ts';
import { accounts } from './stores.ts';
import { SignInTries } from './sign-in-tries.ts';

export interface SignInCommand {
  readonly library: string;
  readonly username: string;
  readonly password: string;
  /** Of the second factor, where the account has one. */
  readonly code?: string | undefined;
  /** Where it comes from, as the network says. */
  readonly address: string;
}

/** Somebody let in. */
export interface Entered {
  readonly signedIn: SignedIn;
  /** How the session begins. */
  readonly start: SessionStart;
  /** Where this sign-in has just put a second factor in force. */
  readonly recoveryCodes?: readonly string[] | undefined;
}

/** A person who has signed in, as an account of the transaction's library. */
export interface Person {
  readonly user: CurrentUser;
  readonly displayName: string;
  readonly passwordHash: string;
  /** Whether the password is the PIN at the library's system. */
  readonly atSystem: boolean;
}

const PERSON = `select a.id, a.roles,
    exists (select from identity_link l where l.account_id = a.id and l.source = 'sip2') as at_system, a.state ->> 'patronRef' as patron_ref, a.state ->> 'branch' as branch, a.patron_id, c.password_hash, k.wrapped as patron_key,
    n.wrapped as library_key, row_to_json(c) as credential, row_to_json(i) as identity
  from account a join credential c on c.account_id = a.id left join patron_identity i on i.patron_id = a.patron_id
  left join patron p on p.id = a.patron_id left join patron_key k on k.patron_id = a.patron_id
  left join name_key n on n.tenant = a.tenant where a.active and coalesce(p.active, true)`;
const BY_USERNAME = statement(`${PERSON} and c.username_key = $1`);
/** A session of a program's (the demo, a command) is nobody's account. */
export const ACCOUNT = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i;
const BY_ID = statement(`${PERSON} and a.id = $1`);
const LIBRARY = statement('select name from listed_library where symbol = $1 and active');

interface PersonRow {
  readonly id: string;
  readonly roles: Role[];
  readonly at_system: boolean;
  readonly patron_ref: string | null;
  readonly branch: string | null;
  readonly patron_id: string | null;
  readonly password_hash: string;
  readonly patron_key: string | null;
  readonly library_key: string | null;
  readonly credential: CredentialRow;
  readonly identity: IdentityRow | null;
}

const WRONG = reject('wrong-password', 'Library, username or password is wrong.', {
  remedy: 'Try again, or ask your library for a new password.',
});

/**
 * Signing in, and who is signed in. What it answers tells nobody whether there is such an account, and neither does the
 * time it takes (where the library's system is asked for cards, whether one is known to Trillium may be told from it).
 */
@Injectable()
export class SignIn {
  private readonly log = new Logger(SignIn.name);

  constructor(
    private readonly database: Database,
    private readonly tries: SignInTries,
    private readonly keys: NameSafe,
    private readonly epochs: SessionEpochs,
    private readonly secondFactors: SecondFactors,
    private readonly librarySystem: LibrarySystem,
    @Inject(Passwords) private readonly passwords: Passwords,
  ) {}

  async execute({ library, username, password, code, address }: SignInCommand): Promise<Result<Entered, Rejection>> {
    const key = this.keys.of(library, username);
    // counted before the password is looked at, so that a thousand at once are a thousand; a second step is a try of its own
    const wait = await this.tries.count(key, address);
    if (wait !== undefined) return err(tooMany(wait));
    const proved = await this.#prove(library, username, password, key);
    if (!proved.ok) return proved;
    const { found, by } = proved.value;
    const { sub, roles } = found.person.user;
    // the library's system is asked for the PIN only, and has no second factor
    const second = by ? ok(undefined) : await this.secondFactors.demand(library, sub, roles, code);
    if (!second.ok) return second;
    await this.tries.forget(key, address);
    const renewed = !by && this.passwords.outdated(found.person.passwordHash) ? await this.passwords.hash(password) : undefined;
    return ok({ ...(await this.#enter(library, found.signedIn, by, renewed)), recoveryCodes: second.value });
  }

  /** Lets in somebody whom a provider has vouched for. @returns undefined where the account is closed or gone */
  async vouchedFor(library: string, account: string): Promise<Entered | undefined> {
    const found = await this.#find(library, BY_ID, account);
    return found && this.#enter(library, found.signedIn, 'provider');
  }

  /** Shows with the password, before any session, who wants to set up a second factor. Counted as a sign-in is. */
  async provePassword({ library, username, password, address }: SignInCommand): Promise<Result<SignedIn, Rejection>> {
    const key = this.keys.of(library, username);
    const wait = await this.tries.count(key, address);
    if (wait !== undefined) return err(tooMany(wait));
    const proved = await this.#prove(library, username, password, key);
    return proved.ok ? ok(proved.value.found.signedIn) : proved;
  }

  async #prove(
    library: string,
    username: string,
    password: string,
    key: string,
  ): Promise<Result<{ found: Found; by?: SignInWay }, Rejection>> {
    const known = await this.#find(library, BY_USERNAME, key);
    if (!known || known.person.atSystem) {
      const asked = await this.librarySystem.signIn(library, username, password);
      if (!asked.ok) return asked;
      const found = asked.value === undefined ? undefined : await this.#find(library, BY_ID, asked.value);
      if (found) return ok({ found, by: 'library-system' });
    }
    const right = await this.passwords.verify(password, known?.person.atSystem ? undefined : known?.person.passwordHash);
    if (right && known) return ok({ found: known });
    this.log.warn(`a sign-in failed at ${library}`);
    return err(WRONG);
  }

  /** Who a session is about, as they are today; undefined where the account is closed or gone. */
  async whoIs({ sub, tenant, roles, actingFrom }: CurrentUser & { actingFrom?: string }): Promise<SignedIn | undefined> {
    if (!ACCOUNT.test(sub)) return undefined;
    const found = await this.#find(actingFrom ?? tenant, BY_ID, sub);
    if (!found || !actingFrom) return found?.signedIn;
    const name = (await this.#libraryName(tenant)) ?? tenant;
    return { user: { sub, tenant, roles }, displayName: found.person.displayName, library: { symbol: tenant, name } };
  }

  /** The account's password as it is kept, to check the current one before a change. */
  async hashOf(tenant: string, sub: string): Promise<{ hash: string; username: string } | undefined> {
    if (!ACCOUNT.test(sub)) return undefined;
    const [row] = await this.database.transaction({ tenant }, (tx) => tx.query<PersonRow>(BY_ID, [sub]));
    return row && { hash: row.password_hash, username: this.#names(tenant, row).username };
  }

  async #find(library: string, by: typeof BY_ID, value: string): Promise<Found | undefined> {
    const { row, name } = await this.database.transaction({ tenant: library || CONSORTIUM }, async (tx) => ({
      row: (await tx.query<PersonRow>(by, [value]))[0],
      name: (await tx.query<{ name: string }>(LIBRARY, [library]))[0]?.name,
    }));
    if (!row || name === undefined) return undefined;
    const user = {
      sub: row.id,
      tenant: library,
      roles: row.roles,
      ...(row.patron_ref && { patronRef: row.patron_ref }),
      ...(row.branch && { branch: row.branch }),
    };
    const { username, displayName: called } = this.#names(library, row);
    const shown = called ?? username;
    return {
      person: { user, displayName: shown, passwordHash: row.password_hash, atSystem: row.at_system },
      signedIn: { user, displayName: shown, library: { symbol: library, name } },
    };
  }

  /** How somebody signs in and is called: a patron by who they are, staff as their account says. */
  #names(tenant: string, row: PersonRow): Named {
    const library = row.library_key ? this.keys.opened(tenant, row.library_key) : undefined;
    const patron = row.patron_id && row.patron_key ? library?.patron(row.patron_id, row.patron_key) : undefined;
    const named = namedOf(row.id, row.credential, row.patron_id ? patron : library);
    return row.identity ? { ...named, displayName: displayName(identityOf(row.identity, patron)) } : named;
  }

  async #libraryName(symbol: string): Promise<string | undefined> {
    const [row] = await this.database.transaction({ tenant: CONSORTIUM }, (tx) => tx.query<{ name: string }>(LIBRARY, [symbol]));
    return row?.name;
  }

  async #enter(tenant: string, signedIn: SignedIn, by?: SignInWay, rehashed?: string): Promise<Entered> {
    const { sub } = signedIn.user;
    const epoch = await this.epochs.of(tenant, sub);
    await this.database.transaction({ tenant, actor: sub }, async (tx) => {
      unwrap(await accounts.step(tx, sub, (state) => accountDecider.decide(state, { type: 'sign-in', ...(by && { by }) })));
      if (rehashed) unwrap(await setPassword(tx, sub, rehashed, 'rehash'));
    });
    return { signedIn, start: { epoch, by } };
  }
}

interface Found {
  readonly person: Person;
  readonly signedIn: SignedIn;
}

export const tooMany = (minutes: number): Rejection =>
  reject(
    'too-many-tries',
    `Signing in has failed too often. It is closed for ${minutes} ${minutes === 1 ? 'minute' : 'minutes'}.`,
    {
      remedy: 'Wait, then try again; if you have forgotten the password, ask your library for a new one.',
    },
  );
