import * as crypto from 'node:crypto';
import { promisify } from 'node:util';
import { Passwords } from './passwords.port.ts';

export interface Cost {
  /** KiB of memory for each hash. */
  readonly memory: number;
  readonly passes: number;
}

/** OWASP's least for argon2id (Password Storage Cheat Sheet): 19 MiB, 2 passes, 1 lane; some 40 ms here. */
export const COST: Cost = { memory: 19_456, passes: 2 };
const TAG = 32;
const SALT = 16;
// scrypt of a comparable cost, where Node has no argon2 (before 24.7): N = 2^16, r = 8, p = 1, 64 MiB
const SCRYPT = { N: 2 ** 16, r: 8, p: 1, maxmem: 2 ** 27 };

const scrypt = promisify<crypto.BinaryLike, crypto.BinaryLike, number, crypto.ScryptOptions, Buffer>(crypto.scrypt);
const base64 = (bytes: Buffer): string => bytes.toString('base64').replace(/=+$/, '');
const message = (password: string): Buffer => Buffer.from(password.normalize('NFC'), 'utf8');

/** argon2id of Node's own crypto (RFC 9106), scrypt (RFC 7914) where that is missing; both work off the main thread. */
export class NodePasswords extends Passwords {
  readonly #cost: Cost;
  readonly #argon: boolean;
  /** The hash of nothing anybody could know: checked where there is no account, so that both take equally long. */
  readonly #nobody: Promise<string>;

  constructor(cost: Cost = COST, argon = typeof crypto.argon2 === 'function') {
    super();
    this.#cost = cost;
    this.#argon = argon;
    this.#nobody = this.hash(crypto.randomBytes(32).toString('base64'));
    // a failure shows at the first sign-in, not as an unhandled rejection
    this.#nobody.catch(() => undefined);
  }

  async hash(password: string): Promise<string> {
    const salt = crypto.randomBytes(SALT);
    if (!this.#argon)
      return `$scrypt$ln=16,r=8,p=1$${base64(salt)}$${base64(await scrypt(message(password), salt, TAG, SCRYPT))}`;
    const { memory, passes } = this.#cost;
    return `$argon2id$v=19$m=${memory},t=${passes},p=1$${base64(salt)}$${base64(await argon2id(password, salt, this.#cost))}`;
  }

  async verify(password: string, hash: string | undefined): Promise<boolean> {
    const same = await matches(password, hash ?? (await this.#nobody));
    return same && hash !== undefined;
  }

  outdated(hash: string): boolean {
    if (!this.#argon) return false;
    return !hash.startsWith(`$argon2id$v=19$m=${this.#cost.memory},t=${this.#cost.passes},p=1$`);
  }
}

const argon2id = (password: string, nonce: Buffer, { memory, passes }: Cost): Promise<Buffer> =>
  new Promise((done, fail) => {
    const parameters = { message: message(password), nonce, parallelism: 1, tagLength: TAG, memory, passes };
    crypto.argon2('argon2id', parameters, (error, tag) => (error ? fail(error) : done(Buffer.from(tag))));
  });

/** @throws Error for a hash in a form nobody here has written */
async function matches(password: string, hash: string): Promise<boolean> {
  const argon = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=1\$([^$]+)\$([^$]+)$/.exec(hash);
  const [salt, tag] = (argon ? argon.slice(3) : hash.split('$').slice(3)).map((part) => Buffer.from(part, 'base64'));
  if (!salt || !tag || !(argon || hash.startsWith('$scrypt$ln=16,r=8,p=1$'))) throw new Error('a password hash of unknown form');
  const found = argon
    ? await argon2id(password, salt, { memory: Number(argon[1]), passes: Number(argon[2]) })
    : await scrypt(message(password), salt, TAG, SCRYPT);
  return crypto.timingSafeEqual(found, tag);
}
