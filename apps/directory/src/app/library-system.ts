import { Inject, Injectable, Logger } from '@nestjs/common';
import { err, ok, reject, RejectionError, type Clock, type Rejection, type Result } from '#lib/kernel';
import { Database, statement } from '#lib/messaging';
import { CLOCK } from '#lib/service';
import { LibrarySystems, Sip2Failure, type Sip2Patron, type Sip2System } from '../adapters/library-system.port.ts';
import { patronAtSource, type Sip2Settings } from '../domain/sign-in/sip2.ts';
import { createAccount } from './accounts.ts';
import { FirstPasswords } from './first-passwords.ts';
import { accountOfPatron, keepPatron, linkAccount, linkedAccount } from './kept-elsewhere.ts';
import { NameSafe } from './names/name-safe.ts';
import { SignInSettings } from './sign-in-settings.ts';

const SOURCE = 'sip2';
const ZONE = statement(`select state -> 'profile' ->> 'timeZone' as zone from library`);

const unreachable = reject(
  'unreachable-library-system',
  'Your library’s system does not answer, so nobody can sign in by card now.',
  {
    remedy: 'Try again in a few minutes; tell your library if it stays so.',
  },
);

/** Patrons who sign in with card and PIN at their library's own system. The PIN goes there and nowhere else. */
@Injectable()
export class LibrarySystem {
  private readonly log = new Logger(LibrarySystem.name);

  constructor(
    private readonly database: Database,
    private readonly settings: SignInSettings,
    private readonly keys: NameSafe,
    private readonly passwords: FirstPasswords,
    private readonly systems: LibrarySystems,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /**
   * Asks the library's system, and brings the patron's record here up to what it says.
   * @returns the account; undefined where card or PIN is wrong, or the library has no such system
   */
  async signIn(library: string, card: string, pin: string): Promise<Result<string | undefined, Rejection>> {
    const { sip2: settings } = await this.settings.of(library || 'consortium');
    if (!settings) return ok(undefined);
    const told = await this.#ask(library, settings, card, pin);
    if (!told.ok) return told;
    const { valid, pinRight } = told.value ?? {};
    if (!told.value || !valid) return ok(undefined);
    if (pinRight === undefined)
      this.log.error(`the library system of ${library} does not say whether a PIN is right: nobody gets in`);
    if (!pinRight) return ok(undefined);
    return this.#keep(library, settings, told.value, card);
  }

  /** The system as it is asked, its terminal's password opened. */
  async systemOf(library: string, settings: Sip2Settings): Promise<Sip2System> {
    const { host, port, tls, certificates, encoding, institution, terminalUser, location } = settings;
    const password = terminalUser ? await this.settings.secret(library, 'sip2') : undefined;
    return {
      host,
      port,
      tls,
      certificates,
      encoding,
      institution,
      location,
      ...(terminalUser && { terminal: { user: terminalUser, password: password ?? '' } }),
    };
  }

  async #ask(
    library: string,
    settings: Sip2Settings,
    card: string,
    pin: string,
  ): Promise<Result<Sip2Patron | undefined, Rejection>> {
    try {
      return ok(await this.systems.patron(await this.systemOf(library, settings), card.trim(), pin));
    } catch (error) {
      if (!(error instanceof Sip2Failure)) throw error;
      if (error.fault === 'not-to-be-sent') return ok(undefined);
      this.log.warn(`the library system of ${library} cannot be asked: ${error.message}`);
      return err(unreachable);
    }
  }

  async #keep(
    library: string,
    settings: Sip2Settings,
    told: Sip2Patron,
    card: string,
  ): Promise<Result<string | undefined, Rejection>> {
    const cardNumber = told.cardNumber || card.trim();
    // slow, so before the transaction; nobody ever learns it
    const { hash } = await this.passwords.make();
    try {
      return await this.database.transaction({ tenant: library, actor: 'system' }, async (tx) => {
        const [row] = await tx.query<{ zone: string }>(ZONE);
        const today = tx.now().toLocaleDateString('sv-SE', { timeZone: row?.zone ?? 'UTC' });
        const patron = await keepPatron(tx, this.keys, patronAtSource({ ...told, cardNumber }, settings, today), true);
        const known = (await linkedAccount(tx, this.keys, SOURCE, cardNumber)) ?? (await accountOfPatron(tx, patron.id));
        if (known) {
          await linkAccount(tx, this.keys, SOURCE, cardNumber, known);
          return ok(known);
        }
        const made = await createAccount(tx, this.keys, { username: cardNumber, roles: ['patron'], passwordHash: hash, patron });
        if (made.ok) await linkAccount(tx, this.keys, SOURCE, cardNumber, made.value);
        return made;
      });
    } catch (error) {
      if (error instanceof RejectionError) return err(error.rejection);
      throw error;
    }
  }
}
