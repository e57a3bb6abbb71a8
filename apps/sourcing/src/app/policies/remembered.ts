import { createHash } from 'node:crypto';

/** What was computed from texts, by the hash of these: the last so many; the least recently asked for goes. */
export class Remembered<Value> {
  readonly #known = new Map<string, Promise<Value>>();
  readonly #most: number;

  constructor(most: number) {
    this.#most = most;
  }

  /** Computes once, also for those who ask at the same time; what failed is not remembered. */
  get(texts: readonly string[], compute: () => Promise<Value>): Promise<Value> {
    const key = createHash('sha256').update(JSON.stringify(texts)).digest('base64');
    const value = this.#known.get(key) ?? compute();
    this.#known.delete(key);
    this.#known.set(key, value);
    if (this.#known.size > this.#most) this.#known.delete(this.#known.keys().next().value!);
    value.catch(() => this.#known.delete(key));
    return value;
  }
}
