import { createHash } from 'node:crypto';
import { Secret, TOTP } from 'otpauth';

/** Seconds a code is good for, and how many there are (RFC 6238 §5.2, as every authenticator app has them). */
const PERIOD = 30;
const DIGITS = 6;
/** How many steps a phone's clock may be off, either way (RFC 6238 §5.2 recommends one). */
const WINDOW = 1;
/** Bytes of a secret (RFC 4226 §4, R6: 160 bits). */
export const SECRET_BYTES = 20;
export const RECOVERY_CODES = 10;

const totp = (secret: string, label = ''): TOTP =>
  new TOTP({ issuer: 'Trillium', label, secret: Secret.fromBase32(secret), period: PERIOD, digits: DIGITS });

/** A secret for an authenticator app, in base 32. @param random {@link SECRET_BYTES} bytes of a cryptographic generator */
export const secretOf = (random: Uint8Array): string => new Secret({ buffer: Uint8Array.from(random).buffer }).base32;

/** What an authenticator app reads from the picture: `otpauth://totp/…`. @param account how the app lists it: username and library */
export const uriOf = (secret: string, account: string): string => totp(secret, account).toString();

/**
 * The time step a code belongs to (RFC 6238); undefined where it is wrong, or where a code of this step or a later one was accepted before
 * (§5.2: no code twice).
 * @param now real time in milliseconds since 1970
 */
export function stepOf(secret: string, code: string, now: number, lastStep: number): number | undefined {
  const digits = code.replaceAll(/[\s-]/g, '');
  if (!/^\d{6}$/.test(digits)) return undefined;
  const delta = totp(secret).validate({ token: digits, timestamp: now, window: WINDOW });
  if (delta === null) return undefined;
  const step = Math.floor(now / 1000 / PERIOD) + delta;
  return step > lastStep ? step : undefined;
}

/** No vowels, so no words; nothing that looks like something else on paper. */
const ALPHABET = 'bcdfghjkmnpqrstvwxyz23456789';

/** Ten codes such as `kqzt-7mvd-xw2p` for whoever loses the phone: 12 characters of 28, 57 bits. @param random 256 bytes or more */
export function recoveryCodes(random: Uint8Array): string[] {
  const letters = Array.from(random)
    .filter((byte) => byte < 256 - (256 % ALPHABET.length))
    .map((byte) => ALPHABET[byte % ALPHABET.length]!);
  if (letters.length < 12 * RECOVERY_CODES) throw new RangeError('recoveryCodes: too few random bytes');
  return Array.from({ length: RECOVERY_CODES }, (_, n) =>
    [0, 4, 8].map((at) => letters.slice(12 * n + at, 12 * n + at + 4).join('')).join('-'),
  );
}

/**
 * What is kept of a recovery code; undefined for what is none. A plain hash will do: a code is random, and tries are counted.
 * @param account its account's id, so that the same code elsewhere looks different
 */
export function recoveryHash(account: string, code: string): string | undefined {
  const letters = code.toLowerCase().replaceAll(/[\s-]/g, '');
  if (letters.length !== 12) return undefined;
  return createHash('sha256').update(`trillium recovery code\n${account}\n${letters}`).digest('base64url');
}
