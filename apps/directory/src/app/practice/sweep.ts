import { PracticeRemoved } from '#lib/contracts';
import { JobHandler, emit, message, type Job, type JobRunner, type Tx } from '#lib/messaging';
import { removeRows } from '#lib/service';

/** The copy that went. */
export interface Sweep {
  readonly symbol: string;
}

/** What was under way when a practice copy went may have left rows since: they are removed once more, here and everywhere. */
@JobHandler('sweep-practice', { timeoutMs: 5000, attempts: 8, concurrency: 2 })
export class SweepPractice implements JobRunner<Sweep, null> {
  run(): Promise<null> {
    return Promise.resolve(null);
  }
  async done(tx: Tx, { key, payload: { symbol } }: Job<Sweep>): Promise<void> {
    await tx.asTenant(symbol, removeRows);
    await emit(tx, message(PracticeRemoved, { symbol }, { subject: key }));
  }
  failed(): Promise<void> {
    return Promise.resolve();
  }
}
