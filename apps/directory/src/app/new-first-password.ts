import { Injectable } from '@nestjs/common';
import { err, ok, reject, unwrap, type Rejection, type Result } from '#lib/kernel';
import { Database, statement } from '#lib/messaging';
import { NameSafe } from './names/name-safe.ts';
import { setPassword } from './accounts.ts';
import { FirstPasswords } from './first-passwords.ts';

const FIND = statement('select account_id as id from credential where username_key = $1');

/** A new first password for an account, for whoever has the machine itself: where even the operator's is lost. */
@Injectable()
export class NewFirstPassword {
  constructor(
    private readonly database: Database,
    private readonly keys: NameSafe,
    private readonly passwords: FirstPasswords,
  ) {}

  /** @returns the password, to be shown once */
  async execute(library: string, username: string): Promise<Result<string, Rejection>> {
    const { password, hash } = await this.passwords.make();
    return this.database.transaction({ tenant: library, actor: 'system' }, async (tx) => {
      const [found] = await tx.query<{ id: string }>(FIND, [this.keys.of(library, username)]);
      if (!found) return err(reject('not-found', `There is no account "${username}" at ${library}.`));
      unwrap(await setPassword(tx, found.id, hash, 'reset'));
      return ok(password);
    });
  }
}
