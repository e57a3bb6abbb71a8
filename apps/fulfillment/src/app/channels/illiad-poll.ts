import { Logger } from '@nestjs/common';
import { JobHandler, type Job, type JobFailure, type JobRunner, type Tx } from '#lib/messaging';
import { openAccount, Seals } from '#lib/service';
import { Illiad } from '../../adapters/illiad.port.ts';
import type { IlliadTransaction } from '../../domain/illiad/queues.ts';
import type { IlliadPoll } from '../jobs/errands.ts';
import { hearIlliad, pollLater } from './illiad-heard.ts';

/** Reads from time to time how a request stands in ILLiad; the attempt's own deadlines end the wait. */
@JobHandler('illiad-poll', { timeoutMs: 15_000, attempts: 3, concurrency: 4 })
export class IlliadPollJob implements JobRunner<IlliadPoll, IlliadTransaction> {
  readonly #log = new Logger(IlliadPollJob.name);

  constructor(
    private readonly illiad: Illiad,
    private readonly seals: Seals,
  ) {}

  run({ tenant, payload }: Job<IlliadPoll>, signal: AbortSignal): Promise<IlliadTransaction> {
    return this.illiad.read(openAccount(this.seals, tenant, payload.account), payload.number, signal);
  }
  async done(tx: Tx, { key, payload }: Job<IlliadPoll>, transaction: IlliadTransaction): Promise<void> {
    const moved = transaction.queue !== payload.queue;
    if (moved) await hearIlliad(tx, key, transaction);
    await pollLater(tx, key, payload.number, transaction.queue, moved ? 0 : payload.polls + 1);
  }
  async failed(tx: Tx, { key, payload }: Job<IlliadPoll>, { message }: JobFailure): Promise<void> {
    this.#log.warn(`ILLiad did not tell how transaction ${payload.number} stands: ${message}`);
    await pollLater(tx, key, payload.number, payload.queue, payload.polls + 1);
  }
}
