import { createHash, hkdfSync } from 'node:crypto';
import { decrypt, encrypt, KEY_BYTES } from './cipher.ts';

/** Why something sealed could not be opened. */
export type SealFault = 'not-sealed' | 'unknown-version' | 'unknown-key' | 'not-opened';

/** Something sealed cannot be opened. The message never holds what was sealed. */
export class SealError extends Error {
  override readonly name = 'SealError';
  readonly fault: SealFault;

  constructor(fault: SealFault, message: string) {
    super(message);
    this.fault = fault;
  }
}

interface InstallationKey {
  readonly id: string;
  readonly secret: string;
}

const FORMAT = /^s(\d+)\.([A-Za-z0-9_-]{1,32})\.([A-Za-z0-9_-]+)$/;
const VERSION = '1';

/** A key is known by a part of its secret's hash, so that nobody has to number keys. */
const keyId = (secret: string): string =>
  createHash('sha256').update(`trillium seal key\n${secret}`).digest('base64url').slice(0, 8);

/**
 * What has to be kept secret in the database: connector secrets, mail passwords, TOTP secrets, the keys of names. Sealed text reads
 * `s1.<key id>.<base64url>`: AES-256-GCM under a key of its own for each library and context, derived (HKDF-SHA-256, RFC 5869) from one of
 * the installation's secrets. The first secret seals, all of them open: put a new one in front to rotate, and take the old one away once
 * nothing is sealed with it any more ({@link isCurrent}).
 */
export class Seals {
  readonly #keys: readonly InstallationKey[];

  /** @param secrets one or more, separated by commas; the first seals. @throws RangeError for none */
  constructor(secrets: string) {
    const all = secrets.split(',').map((secret) => secret.trim());
    this.#keys = all.filter(Boolean).map((secret) => ({ id: keyId(secret), secret }));
    if (!this.#keys.length) throw new RangeError('Seals: no secret to seal with');
  }

  /**
   * Seals a text for a library.
   * @param tenant the library's symbol: opens for it alone
   * @param context what it is, and where there are several, which: `connector 5f1c…`, `totp <account id>`. Opens under the same alone
   */
  seal(tenant: string, plaintext: string | Uint8Array, context: string): string {
    const [key] = this.#keys;
    return `s${VERSION}.${key!.id}.${encrypt(derived(key!, tenant, context), plaintext, bound(tenant, context))}`;
  }

  /** What was sealed for this library and context. @throws SealError that says what is wrong and what to do */
  open(tenant: string, sealed: string, context: string): string {
    return this.openBytes(tenant, sealed, context).toString('utf8');
  }

  /** As {@link open}, for bytes. */
  openBytes(tenant: string, sealed: string, context: string): Buffer {
    const [, version, id, body] = FORMAT.exec(sealed) ?? [];
    if (!version) throw new SealError('not-sealed', 'This is no sealed text (it does not read s1.<key>.<content>).');
    if (version !== VERSION)
      throw new SealError('unknown-version', `This was sealed by a newer Trillium (format s${version}). Upgrade to open it.`);
    const key = this.#keys.find((one) => one.id === id);
    if (!key)
      throw new SealError(
        'unknown-key',
        `This was sealed with the key ${id}, which this installation no longer has. Add its secret to TRILLIUM_SEAL_SECRET, behind the present one and a comma.`,
      );
    const opened = decrypt(derived(key, tenant, context), body!, bound(tenant, context));
    if (opened) return opened;
    throw new SealError(
      'not-opened',
      `This cannot be opened as "${context.split(' ')[0]}" of ${tenant}: it was changed, or sealed for another library or purpose. Enter the secret again.`,
    );
  }

  /** Whether it is sealed with the key that seals now; false calls for sealing it again, before an old secret is taken away. */
  isCurrent(sealed: string): boolean {
    return FORMAT.exec(sealed)?.[2] === this.#keys[0]!.id;
  }
}

const bound = (tenant: string, context: string): string => `trillium seal 1\n${tenant}\n${context}`;

const derived = ({ secret }: InstallationKey, tenant: string, context: string): Uint8Array =>
  new Uint8Array(hkdfSync('sha256', secret, 'trillium seal', bound(tenant, context), KEY_BYTES));
