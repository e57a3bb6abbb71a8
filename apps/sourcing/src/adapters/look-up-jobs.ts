import { Inject, Injectable, type Type } from '@nestjs/common';
import { BrokenCircuitError, circuitBreaker, ConsecutiveBreaker, handleWhen, type CircuitBreakerPolicy } from 'cockatiel';
import { CONFIG, Seals } from '#lib/service';
import { JobHandler, PermanentError, RetryAfter, type Job, type JobFailure, type JobRunner, type Tx } from '#lib/messaging';
import { lookups } from '#lib/policy';
import { jobKind, type LookupPayload } from '../app/lookup-jobs.ts';
import { recordLookup } from '../app/record-lookup.ts';
import { Sourcing } from '../app/sourcing.ts';
import type { SourcingConfig } from '../config.ts';
import { OUTSIDE, type OutsideLookup } from '../domain/request/state.ts';
import { LOOKS } from './look-ups.ts';

/** After so many failures in a row a server is left alone, for so long (real time). */
const FAILURES = 5;
const REST = 10_000;
const growing = (failures: number): number => Math.min(60_000, 500 * 4 ** (failures - 1));

/** A refusal for good says nothing of the server's health, nor does one that asks us to wait. */
const ailing = (error: unknown): boolean => !(error instanceof PermanentError) && !(error instanceof RetryAfter);

/** Breakers by server: one that is down is not asked by every request in turn. */
export class Breakers {
  readonly #all = new Map<string, CircuitBreakerPolicy>();

  /** @throws RetryAfter while the server rests */
  async run<Answer>(server: string, work: () => Promise<Answer>): Promise<Answer> {
    let breaker = this.#all.get(server);
    if (!breaker)
      this.#all.set(
        server,
        (breaker = circuitBreaker(handleWhen(ailing), { halfOpenAfter: REST, breaker: new ConsecutiveBreaker(FAILURES) })),
      );
    try {
      return await breaker.execute(work);
    } catch (error) {
      if (error instanceof BrokenCircuitError)
        throw new RetryAfter(REST, `${server} has failed ${FAILURES} times in a row and is left alone for a while`);
      throw error;
    }
  }
}

const breakers = new Breakers();

function lookUpJob(name: OutsideLookup): Type<JobRunner<LookupPayload>> {
  const outside = LOOKS[name];
  const { source, timeoutMs, attempts, concurrency, backoff = growing } = outside;

  @Injectable()
  @JobHandler(jobKind(name), { timeoutMs, attempts, concurrency, backoff })
  class LookUp implements JobRunner<LookupPayload> {
    readonly #config: SourcingConfig;
    readonly #sourcing: Sourcing;
    readonly #seals: Seals;

    constructor(@Inject(CONFIG) config: SourcingConfig, @Inject(Sourcing) sourcing: Sourcing, @Inject(Seals) seals: Seals) {
      this.#config = config;
      this.#sourcing = sourcing;
      this.#seals = seals;
    }

    async run({ payload, attempt }: Job<LookupPayload>, signal: AbortSignal): Promise<unknown> {
      const once = (): Promise<unknown> => outside.look(this.#config, payload, signal, attempt, this.#seals);
      const found: unknown = name === 'patron' ? await once() : await breakers.run(outside.server(payload), once);
      // what a server sends is checked before anything goes by it
      const checked = lookups[name].shape.safeParse(found);
      if (!checked.success) throw new PermanentError(`${source} answered something that makes no sense`);
      return checked.data;
    }
    done(tx: Tx, { key, payload }: Job<LookupPayload>, value: unknown): Promise<void> {
      return recordLookup(this.#sourcing, tx, key, name, payload.round, {
        known: true,
        value,
        source,
        at: tx.now().toISOString(),
      });
    }
    failed(tx: Tx, { key, payload }: Job<LookupPayload>, { message }: JobFailure): Promise<void> {
      const reason = `${source} gave no answer: ${message}`.slice(0, 500);
      return recordLookup(this.#sourcing, tx, key, name, payload.round, {
        known: false,
        reason,
        source,
        at: tx.now().toISOString(),
      });
    }
  }
  Object.defineProperty(LookUp, 'name', { value: `LookUp_${name}` });
  return LookUp;
}

/** The jobs of all look-ups outside. */
export const LOOK_UP_JOBS = OUTSIDE.map(lookUpJob);
