import { Injectable, Logger } from '@nestjs/common';
import { Cron, CronExpression } from '@nestjs/schedule';
import { Database, statement } from '#lib/messaging';
import { unlinkDue } from './unlink-requests.ts';

const BATCH = 50;
const LIBRARIES = statement('select symbol from library order by symbol');

/** Looks now and then which closed requests are to be unlinked from their patrons, by the domain's clock. */
@Injectable()
export class Unlinking {
  private readonly log = new Logger(Unlinking.name);
  #running: Promise<number> | undefined;

  constructor(private readonly database: Database) {}

  @Cron(CronExpression.EVERY_10_MINUTES, { waitForCompletion: true })
  async sweep(): Promise<void> {
    try {
      await this.execute();
    } catch (error) {
      this.log.error(`unlinking: ${(error as Error).message}; again in ten minutes`, (error as Error).stack);
    }
  }

  /** Everything that is due, in transactions of fifty. @returns how many were unlinked */
  execute(): Promise<number> {
    this.#running ??= this.#all().finally(() => (this.#running = undefined));
    return this.#running;
  }

  async #all(): Promise<number> {
    const libraries = await this.database.transaction({ tenant: 'consortium' }, (tx) => tx.query<{ symbol: string }>(LIBRARIES));
    let count = 0;
    for (const { symbol: tenant } of libraries) {
      const some = () => this.database.transaction({ tenant, actor: 'system' }, (tx) => unlinkDue(tx, BATCH));
      for (let done = await some(); done; done = await some()) count += done;
    }
    if (count) this.log.log(`unlinked ${count} closed requests from their patrons`);
    return count;
  }
}
