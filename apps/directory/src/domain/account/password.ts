import { reject, type Rejection } from '#lib/kernel';

/** Shortest password, in characters (NIST SP 800-63B §5.1.1.2 asks for 8 at least and no rules of composition). */
export const SHORTEST = 10;
/** Longest, so that nobody makes the server hash a book. */
export const LONGEST = 200;

/** What speaks against a new password; undefined where nothing does. */
export function passwordFault(password: string, username: string): Rejection | undefined {
  const refuse = (message: string, remedy: string) => reject('weak-password', message, { field: 'password', remedy });
  const characters = Array.from(password.normalize('NFC'));
  if (characters.length < SHORTEST)
    return refuse(`The password is shorter than ${SHORTEST} characters.`, 'Take several words; spaces are allowed.');
  if (characters.length > LONGEST) return refuse(`The password is longer than ${LONGEST} characters.`, 'Take a shorter one.');
  if (new Set(characters).size < 5) return refuse('The password has too few different characters.', 'Take several words.');
  if (username.length >= 4 && password.toLowerCase().includes(username.toLowerCase()))
    return refuse('The password contains the username.', 'Take words that do not name you.');
  return undefined;
}

/** No vowels, so no words; nothing that looks like something else on paper. */
const ALPHABET = 'bcdfghjkmnpqrstvwxyz23456789';

/**
 * A first password, such as `kqzt-7mvd-xw2p-hrn4`: 16 characters of 28, 77 bits.
 * @param random 32 bytes of a cryptographic generator or more
 */
export function firstPassword(random: Uint8Array): string {
  // bytes above the last whole multiple are left out, so that each character is equally likely
  const letters = Array.from(random)
    .filter((byte) => byte < 256 - (256 % ALPHABET.length))
    .map((byte) => ALPHABET[byte % ALPHABET.length]!);
  if (letters.length < 16) throw new RangeError('firstPassword: too few random bytes');
  return [0, 4, 8, 12].map((at) => letters.slice(at, at + 4).join('')).join('-');
}
