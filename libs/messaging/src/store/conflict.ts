import { setTimeout as sleep } from 'node:timers/promises';

/** Somebody else saved the aggregate since it was loaded. The transaction runs again. */
export class Conflict extends Error {
  constructor(what: string) {
    super(`${what} was changed by somebody else in the meantime`);
    this.name = 'Conflict';
  }
}

// serialization_failure, deadlock_detected
const AGAIN = new Set(['40001', '40P01']);

/** Whether running the same transaction again may succeed. */
export const isConflict = (error: unknown): boolean =>
  error instanceof Conflict || AGAIN.has((error as { code?: string } | undefined)?.code ?? '');

/** Runs work, again after a conflict, at most `times` in all, with a short growing wait between. */
export async function withRetries<T>(times: number, work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      if (!isConflict(error) || attempt >= times) throw error;
      // chance, so that two that collided do not collide again
      await sleep(attempt * 5 * (1 + Math.random()));
    }
  }
}
