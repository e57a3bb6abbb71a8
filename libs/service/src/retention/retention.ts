import { Logger } from '@nestjs/common';
import { Cron, CronExpression } from '@nestjs/schedule';
import type { Database, Statement, Tx } from '#lib/messaging';

/** One kind of thing that a library keeps for so many days, and then no longer. */
export interface RetainedKind {
  /** What ends, in the plural, for the log: `uploaded files`. */
  readonly what: string;
  /** Ends some of what is due at the transaction's library by its own setting. @returns how many; fewer than `limit` once none is left */
  readonly end: (tx: Tx, limit: number) => Promise<number>;
}

const BATCH = 50;

/**
 * Looks every ten minutes, by the domain's clock, what a library need not keep any longer, and ends it: library by library, kind by
 * kind, some in a transaction. What fails is tried again the next time and keeps nothing else from ending.
 */
export class Retention {
  readonly #log = new Logger(Retention.name);
  #running: Promise<Record<string, number>> | undefined;

  /** @param libraries the query of the symbols this service knows, as column `symbol` */
  constructor(
    private readonly database: Pick<Database, 'transaction'>,
    private readonly libraries: Statement,
    private readonly kinds: readonly RetainedKind[],
  ) {}

  @Cron(CronExpression.EVERY_10_MINUTES, { waitForCompletion: true })
  async sweep(): Promise<void> {
    try {
      await this.execute();
    } catch (error) {
      this.#log.error(`what need not be kept: ${(error as Error).message}; again in ten minutes`, (error as Error).stack);
    }
  }

  /** Everything that is due. @returns how many of each kind @throws AggregateError naming library and kind of what failed, when the rest is done */
  execute(): Promise<Record<string, number>> {
    this.#running ??= this.#all().finally(() => (this.#running = undefined));
    return this.#running;
  }

  async #all(): Promise<Record<string, number>> {
    const known = await this.database.transaction({ tenant: 'consortium' }, (tx) => tx.query<{ symbol: string }>(this.libraries));
    const ended = Object.fromEntries(this.kinds.map(({ what }) => [what, 0]));
    const failed: Error[] = [];
    for (const tenant of ['consortium', ...known.map(({ symbol }) => symbol)])
      for (const { what, end } of this.kinds)
        try {
          const some = (): Promise<number> => this.database.transaction({ tenant, actor: 'system' }, (tx) => end(tx, BATCH));
          for (let done = await some(); done; done = done < BATCH ? 0 : await some()) ended[what]! += done;
        } catch (error) {
          failed.push(new Error(`${what} of ${tenant}: ${(error as Error).message}`, { cause: error }));
        }
    for (const [what, count] of Object.entries(ended)) if (count) this.#log.log(`kept no longer: ${count} ${what}`);
    if (failed.length) throw new AggregateError(failed, failed.map(({ message }) => message).join('; '));
    return ended;
  }
}
