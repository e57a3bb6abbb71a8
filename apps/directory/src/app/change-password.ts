import { Inject, Injectable } from '@nestjs/common';
import { err, ok, reject, unwrap, type Rejection, type Result } from '#lib/kernel';
import { Database } from '#lib/messaging';
import { Passwords } from '../adapters/passwords.port.ts';
import { passwordFault } from '../domain/account/password.ts';
import { setPassword } from './accounts.ts';
import { SignIn, tooMany } from './sign-in.ts';
import { SignInTries } from './sign-in-tries.ts';

export interface ChangePasswordCommand {
  readonly tenant: string;
  readonly sub: string;
  readonly current: string;
  readonly next: string;
  readonly address: string;
}

/** A person's own change of password. The current one is asked for, and guessing it is limited as at sign-in. */
@Injectable()
export class ChangePassword {
  constructor(
    private readonly database: Database,
    private readonly signIn: SignIn,
    private readonly tries: SignInTries,
    @Inject(Passwords) private readonly passwords: Passwords,
  ) {}

  async execute({ tenant, sub, current, next, address }: ChangePasswordCommand): Promise<Result<void, Rejection>> {
    const wait = await this.tries.count(sub, address);
    if (wait !== undefined) return err(tooMany(wait));
    const kept = await this.signIn.hashOf(tenant, sub);
    if (!(await this.passwords.verify(current, kept?.hash)) || !kept)
      return err(reject('current-password', 'The current password is wrong.', { field: 'current', remedy: 'Type it again.' }));
    const fault = passwordFault(next, kept.username);
    if (fault) return err({ ...fault, field: 'next' });
    const hash = await this.passwords.hash(next);
    await this.database.transaction({ tenant, actor: sub }, async (tx) => unwrap(await setPassword(tx, sub, hash, 'own')));
    await this.tries.forget(sub, address);
    return ok(undefined);
  }
}
