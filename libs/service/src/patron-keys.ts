import { patronKey } from './patron-key.ts';

/** Card numbers and usernames as they are known outside directory (see {@link patronKey}). */
export class PatronKeys {
  readonly #secret: string;

  constructor(secret: string) {
    this.#secret = secret;
  }

  /** @param name a card number or username of that library */
  of(library: string, name: string): string {
    return patronKey(this.#secret, library, name);
  }
}
