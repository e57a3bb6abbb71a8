import { createHmac, randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { statement, type Tx } from '#lib/messaging';
import { decrypt, encrypt, KEY_BYTES, PatronKeys, SealError, Seals } from '#lib/service';
import { askedTerms, searchTerms, type Identity } from '../../domain/identity/identity.ts';

/** What somebody signs in by, and how staff are called. */
export interface Named {
  readonly username: string;
  readonly displayName?: string | undefined;
  readonly email?: string | undefined;
}

/** A patron's own key: everything personal of theirs is under it, so that destroying it makes all of it unreadable, wherever it is. */
export interface PatronSafe {
  /** The key under the library's, for the database. */
  readonly wrapped: string;
  sealIdentity(identity: Identity): string;
  openIdentity(sealed: string): Identity;
  /** What goes with it: a sign-in, a notice under way. @param what e.g. `credential <account id>` */
  seal(what: string, value: unknown): string;
  open<Value>(what: string, sealed: string): Value;
  /** 32 bytes that only this key makes of `what`: to recognize again what was given out. */
  tag(what: string): Buffer;
}

const FIND = statement('select wrapped from name_key where tenant = $1');
const MAKE = statement('insert into name_key (tenant, wrapped, made_at) values ($1, $2, $3) on conflict (tenant) do nothing');
const RENEW = statement('update name_key set wrapped = $2 where tenant = $1 and wrapped = $3');
const CONTEXT = 'name-key';
/** Half of a SHA-256: two names in a million meet by chance once in 10^26 libraries. */
const TERM_BYTES = 16;

/**
 * Where names are kept (ADR 0010): the installation's secret seals a random key for each library, that key a random one for each
 * patron, and the patron's key everything personal of them. Searching goes by keyed hashes.
 */
@Injectable()
export class NameSafe {
  constructor(
    private readonly seals: Seals,
    private readonly keys: PatronKeys,
  ) {}

  /** What a card number or username is known by, see patronKey of libs/service. */
  of(library: string, name: string): string {
    return this.keys.of(library, name);
  }

  /** The safe of the transaction's library; its key is made at its first use. */
  async library(tx: Tx): Promise<LibrarySafe> {
    const find = async (): Promise<string | undefined> => (await tx.query<{ wrapped: string }>(FIND, [tx.tenant]))[0]?.wrapped;
    let wrapped = await find();
    if (!wrapped) {
      const fresh = this.seals.seal(tx.tenant, randomBytes(KEY_BYTES), CONTEXT);
      await tx.execute(MAKE, [tx.tenant, fresh, tx.now().toISOString()]);
      wrapped = await find();
    }
    return this.opened(tx.tenant, wrapped!);
  }

  /** Seals the library's key with the installation's present secret, where it was sealed with one before. @returns whether it was */
  async renew(tx: Tx): Promise<boolean> {
    const [row] = await tx.query<{ wrapped: string }>(FIND, [tx.tenant]);
    if (!row || this.seals.isCurrent(row.wrapped)) return false;
    const key = this.seals.openBytes(tx.tenant, row.wrapped, CONTEXT);
    return (await tx.execute(RENEW, [tx.tenant, this.seals.seal(tx.tenant, key, CONTEXT), row.wrapped])) > 0;
  }

  /** The safe whose key was read already. @throws SealError where the installation no longer has the secret it is sealed with */
  opened(tenant: string, wrapped: string): LibrarySafe {
    return new LibrarySafe(tenant, this.seals.openBytes(tenant, wrapped, CONTEXT));
  }
}

const text = (bytes: Buffer | undefined, what: string): string => {
  if (!bytes)
    throw new SealError(
      'not-opened',
      `The ${what} cannot be opened: it was changed, or belongs elsewhere. Restore it from a backup.`,
    );
  return bytes.toString('utf8');
};

/** One library's names, opened. */
export class LibrarySafe {
  readonly #tenant: string;
  readonly #key: Buffer;
  readonly #index: Buffer;

  constructor(tenant: string, key: Buffer) {
    this.#tenant = tenant;
    this.#key = key;
    this.#index = createHmac('sha256', key).update('trillium name index 1').digest();
  }

  /** A new patron's key. */
  newPatron(patronId: string): PatronSafe {
    const key = randomBytes(KEY_BYTES);
    return this.#safe(patronId, key, encrypt(this.#key, key, this.#bound(`patron-key ${patronId}`)));
  }

  /** A patron's key, unwrapped. @throws SealError where it is not this library's and patron's */
  patron(patronId: string, wrapped: string): PatronSafe {
    const key = decrypt(this.#key, wrapped, this.#bound(`patron-key ${patronId}`));
    if (!key) throw new SealError('not-opened', `The key of the patron ${patronId} cannot be opened. Restore it from a backup.`);
    return this.#safe(patronId, key, wrapped);
  }

  /** For people who are no patrons: staff. */
  seal(what: string, value: unknown): string {
    return encrypt(this.#key, JSON.stringify(value), this.#bound(what));
  }
  open<Value>(what: string, sealed: string): Value {
    return JSON.parse(text(decrypt(this.#key, sealed, this.#bound(what)), what)) as Value;
  }

  /** What a patron is found by: keyed hashes, from which nothing can be guessed without the library's key. */
  termsOf(identity: Identity): string[] {
    return searchTerms(identity).map((term) => this.#hash(term));
  }
  /** What a search asks for, see askedTerms. */
  asked(search: string): string[][] {
    return askedTerms(search).map((group) => group.map((term) => this.#hash(term)));
  }

  #hash(term: string): string {
    return createHmac('sha256', this.#index).update(term).digest().subarray(0, TERM_BYTES).toString('base64url');
  }
  #bound(what: string): string {
    return `trillium names 1\n${this.#tenant}\n${what}`;
  }
  #safe(patronId: string, key: Buffer, wrapped: string): PatronSafe {
    const seal = (what: string, value: unknown): string =>
      encrypt(key, JSON.stringify(value), this.#bound(`${what} of ${patronId}`));
    const open = <Value>(what: string, sealed: string): Value =>
      JSON.parse(text(decrypt(key, sealed, this.#bound(`${what} of ${patronId}`)), what)) as Value;
    return {
      wrapped,
      tag: (what) =>
        createHmac('sha256', key)
          .update(this.#bound(`tag ${what} of ${patronId}`))
          .digest(),
      seal,
      open,
      sealIdentity: ({ givenName, familyName, email, cardNumber }) =>
        seal('identity', { givenName, familyName, email, cardNumber }),
      openIdentity: (sealed) => open<Identity>('identity', sealed),
    };
  }
}
