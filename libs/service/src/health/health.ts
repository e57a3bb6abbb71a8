/** Resolves when what it asks is ready; throws or rejects with the reason when not. */
export type Check = () => unknown;

export interface CheckResult {
  readonly ready: boolean;
  /** Why not. */
  readonly reason?: string;
}

/** A check that does not answer in time counts as not ready: milliseconds. */
const LIMIT = 3000;

/** Whether a service can do its work. Its parts register what they depend on. */
export class Health {
  readonly #checks = new Map<string, Check>();

  register(name: string, check: Check): void {
    this.#checks.set(name, check);
  }

  /** Asks all at once. */
  async results(): Promise<Record<string, CheckResult>> {
    const entries = [...this.#checks].map(async ([name, check]) => [name, await run(check)] as const);
    return Object.fromEntries(await Promise.all(entries));
  }
}

async function run(check: Check): Promise<CheckResult> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer in ${LIMIT / 1000} s`)), LIMIT);
  });
  try {
    await Promise.race([Promise.resolve().then(check), late]);
    return { ready: true };
  } catch (error) {
    return { ready: false, reason: error instanceof Error ? error.message : String(error) };
  } finally {
    clearTimeout(timer);
  }
}
