/** Hashes passwords, slowly and with salt, and checks them. */
export abstract class Passwords {
  /** A hash in PHC string format, salt and parameters in it. */
  abstract hash(password: string): Promise<string>;
  /** Takes as long for `undefined` (no such account) as for a wrong password. */
  abstract verify(password: string, hash: string | undefined): Promise<boolean>;
  /** Whether the hash was made in an older way than `hash` works today. */
  abstract outdated(hash: string): boolean;
}
