import { createCipheriv, createDecipheriv, randomBytes, scryptSync } from 'node:crypto';
import { z } from 'zod';
import { DamagedBackup, KeepingError, SEALED } from './format.ts';

/** OWASP's choice for scrypt (2025): N = 2^17, r = 8, p = 1; 128 MiB, about half a second. */
const COST = { N: 2 ** 17, r: 8, p: 1, maxmem: 256 * 1024 * 1024 };
export const SHORTEST_PASSPHRASE = 12;

const Sealed = z.object({
  kdf: z.literal('scrypt-2^17-8-1'),
  salt: z.base64(),
  nonce: z.base64(),
  tag: z.base64(),
  text: z.base64(),
});

/** Seals secrets.json by a passphrase: scrypt, AES-256-GCM. @throws KeepingError for a passphrase that is too short */
export function sealSecrets(secrets: string, passphrase: string): string {
  if (passphrase.length < SHORTEST_PASSPHRASE)
    throw new KeepingError(
      `The passphrase is shorter than ${SHORTEST_PASSPHRASE} characters. Take a longer one; four random words will do.`,
    );
  const [salt, nonce] = [randomBytes(16), randomBytes(12)];
  const cipher = createCipheriv('aes-256-gcm', scryptSync(passphrase.normalize('NFC'), salt, 32, COST), nonce);
  const text = Buffer.concat([cipher.update(secrets, 'utf8'), cipher.final()]);
  const tag = cipher.getAuthTag();
  const base64 = (bytes: Buffer): string => bytes.toString('base64');
  return JSON.stringify({
    kdf: 'scrypt-2^17-8-1',
    salt: base64(salt),
    nonce: base64(nonce),
    tag: base64(tag),
    text: base64(text),
  } satisfies z.infer<typeof Sealed>);
}

/** The opposite. @throws KeepingError for another passphrase, DamagedBackup where it is none of ours */
export function openSecrets(sealed: string, passphrase: string): string {
  let parts: z.infer<typeof Sealed>;
  try {
    parts = Sealed.parse(JSON.parse(sealed));
  } catch (cause) {
    throw new DamagedBackup(SEALED, 'it cannot be read', { cause });
  }
  const bytes = (text: string): Buffer => Buffer.from(text, 'base64');
  const key = scryptSync(passphrase.normalize('NFC'), bytes(parts.salt), 32, COST);
  const decipher = createDecipheriv('aes-256-gcm', key, bytes(parts.nonce)).setAuthTag(bytes(parts.tag));
  try {
    return Buffer.concat([decipher.update(bytes(parts.text)), decipher.final()]).toString('utf8');
  } catch (cause) {
    throw new KeepingError('The passphrase is not the one the secrets were sealed by.', { cause });
  }
}
