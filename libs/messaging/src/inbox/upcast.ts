import type { Envelope } from '#lib/contracts';

/** Turns an old version of a message into the next one. */
export interface Upcaster {
  readonly from: string;
  readonly to: string;
  up(data: unknown): unknown;
}

/** Lets handlers know the newest version only. */
export class Upcasters {
  readonly #byOld: ReadonlyMap<string, Upcaster>;

  /** @throws Error where one version leads to two, or in a circle. */
  constructor(all: readonly Upcaster[]) {
    this.#byOld = new Map(all.map((upcaster) => [upcaster.from, upcaster]));
    if (this.#byOld.size < all.length) throw new Error('two upcasters begin at the same message type');
    for (const { from } of all) {
      const seen = new Set<string>();
      for (let type: string | undefined = from; type; type = this.#byOld.get(type)?.to) {
        if (seen.has(type)) throw new Error(`upcasters lead from ${from} back to itself`);
        seen.add(type);
      }
    }
  }
  /** The message in the newest version there is a way to. */
  apply(envelope: Envelope): Envelope {
    let current = envelope;
    for (let next = this.#byOld.get(current.type); next; next = this.#byOld.get(current.type))
      current = { ...current, type: next.to, data: next.up(current.data) };
    return current;
  }
  /** The handlers' types and every older one that can be turned into them. */
  withOlder(types: Iterable<string>): Set<string> {
    const wanted = new Set(types);
    for (let grew = true; grew;) {
      grew = false;
      for (const { from, to } of this.#byOld.values())
        if (wanted.has(to) && !wanted.has(from)) {
          wanted.add(from);
          grew = true;
        }
    }
    return wanted;
  }
}
