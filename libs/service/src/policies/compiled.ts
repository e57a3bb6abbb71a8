import { compilePolicy, faultText, readPolicy, type CompiledPolicy } from '#lib/policy';

/** A policy as it came, and whether this process can run it. */
export type Compiled =
  { readonly ok: true; readonly compiled: CompiledPolicy } | { readonly ok: false; readonly faults: readonly string[] };

/** Of so many policies the compiled form is kept; the least recently used goes. */
const MOST = 64;

/** Compiled policies by hash: each is checked and compiled once a process, however many libraries and requests go by it. */
export class CompiledPolicies {
  readonly #known = new Map<string, Promise<Compiled>>();

  /** @param body asked for where the policy is not known here yet; undefined where nobody has it */
  async get(hash: string, body: () => Promise<unknown>): Promise<Compiled | undefined> {
    const known = this.#known.get(hash);
    if (known) {
      this.#known.delete(hash);
      this.#known.set(hash, known);
      return known;
    }
    const content = await body();
    if (content === undefined) return undefined;
    const made = compileChecked(hash, content);
    this.#known.set(hash, made);
    if (this.#known.size > MOST) this.#known.delete(this.#known.keys().next().value!);
    return made;
  }
  hashes(): IterableIterator<string> {
    return this.#known.keys();
  }
}

/**
 * Checks before it compiles: the policy may have been checked by another version of the code, which knows facts or operators that this
 * one does not.
 */
async function compileChecked(hash: string, content: unknown): Promise<Compiled> {
  const read = readPolicy(JSON.stringify(content));
  if (!read.ok) return { ok: false, faults: read.error.map(faultText) };
  try {
    const compiled = await compilePolicy(read.value);
    return compiled.hash === hash
      ? { ok: true, compiled }
      : {
          ok: false,
          faults: [`its content has the hash ${compiled.hash}: it was changed on the way, or another code reads it otherwise`],
        };
  } catch (error) {
    return { ok: false, faults: [(error as Error).message] };
  }
}
