import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

const ALGORITHM = 'aes-256-gcm';
/** NIST SP 800-38D §5.2.1.1 and §8.2.2: a random 96-bit initialization vector, a 128-bit tag. */
const IV = 12;
const TAG = 16;

/** Length of a key in bytes. */
export const KEY_BYTES = 32;

/**
 * Text under AES-256-GCM with a random initialization vector, as base64url of vector, tag and ciphertext.
 * @param key 32 bytes
 * @param bound what it belongs to: the same has to be given to read it (additional authenticated data)
 */
export function encrypt(key: Uint8Array, plaintext: string | Uint8Array, bound: string): string {
  const iv = randomBytes(IV);
  const cipher = createCipheriv(ALGORITHM, key, iv, { authTagLength: TAG });
  cipher.setAAD(Buffer.from(bound));
  const body = Buffer.concat([
    typeof plaintext === 'string' ? cipher.update(plaintext, 'utf8') : cipher.update(plaintext),
    cipher.final(),
  ]);
  return Buffer.concat([iv, cipher.getAuthTag(), body]).toString('base64url');
}

/** What {@link encrypt} made, read again; undefined where key or belonging differ, or where it was changed. */
export function decrypt(key: Uint8Array, sealed: string, bound: string): Buffer | undefined {
  const bytes = Buffer.from(sealed, 'base64url');
  if (bytes.length < IV + TAG) return undefined;
  const decipher = createDecipheriv(ALGORITHM, key, bytes.subarray(0, IV), { authTagLength: TAG });
  decipher.setAAD(Buffer.from(bound));
  decipher.setAuthTag(bytes.subarray(IV, IV + TAG));
  try {
    return Buffer.concat([decipher.update(bytes.subarray(IV + TAG)), decipher.final()]);
  } catch {
    return undefined;
  }
}
