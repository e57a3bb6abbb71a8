import { randomBytes } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { Passwords } from '../adapters/passwords.port.ts';
import { firstPassword } from '../domain/account/password.ts';

/** A first password with its hash. The password is shown once and kept nowhere. */
export interface FirstPassword {
  readonly password: string;
  readonly hash: string;
}

@Injectable()
export class FirstPasswords {
  constructor(@Inject(Passwords) private readonly passwords: Passwords) {}

  async make(): Promise<FirstPassword> {
    const password = firstPassword(randomBytes(64));
    return { password, hash: await this.passwords.hash(password) };
  }
}
