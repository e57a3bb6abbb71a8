import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { Database, type Tx } from '#lib/messaging';
import type { CompiledPolicy, PolicyKind } from '#lib/policy';
import { Metrics } from '../metrics/metrics.ts';
import { CompiledPolicies, type Compiled } from './compiled.ts';
import { contentOf, findInForce, type InForce } from './in-force.ts';

/** A wake that was lost costs no more than this. */
const POLL_MS = 1000;

/** Nothing decides: no policy has been heard of yet, or this process can run none of those that were. */
export class NoPolicyError extends Error {}

/** The policy that decides, and whose it is. */
export interface LivePolicy<Kind extends PolicyKind = PolicyKind> extends InForce {
  readonly compiled: CompiledPolicy<Kind>;
}

/**
 * The policies this service evaluates. What is live is read in the deciding transaction itself, so that every replica goes by it from
 * the commit on; beside that each replica is woken (and looks once a second) to compile what is new before it is needed, and to say
 * early where it cannot.
 */
@Injectable()
export class Policies implements OnApplicationBootstrap, OnModuleDestroy {
  readonly #log = new Logger(Policies.name);
  readonly #compiled = new CompiledPolicies();
  readonly #reported = new Set<string>();
  readonly #unusable;
  readonly #version;
  #stopped = false;
  #watching: Promise<void> = Promise.resolve();
  #wake: () => void = () => undefined;

  constructor(
    private readonly database: Database,
    metrics: Metrics,
  ) {
    this.#unusable = metrics.counter({
      name: 'trillium_policies_unusable_total',
      help: 'Published policies that this process could not run; the one before stays',
      labelNames: ['kind'],
    });
    this.#version = metrics.gauge({
      name: 'trillium_policy_version',
      help: 'The number of the live version that this process has ready',
      labelNames: ['scope', 'kind'],
    });
  }

  onApplicationBootstrap(): void {
    this.#watching = this.#watch();
  }
  async onModuleDestroy(): Promise<void> {
    this.#stopped = true;
    this.#wake();
    await this.#watching;
  }

  /**
   * The policy that decides for the transaction's library: its own, else the consortium's. Where this process cannot run it, the one
   * that was live before.
   * @throws NoPolicyError where there is none yet: left alone, the message is tried again later
   */
  async live<Kind extends PolicyKind>(tx: Tx, kind: Kind): Promise<LivePolicy<Kind>> {
    const row = await findInForce(tx, kind);
    if (!row) throw new NoPolicyError(`no policy for ${kind} has been published yet`);
    const found = await this.#get(tx, row.hash);
    if (found?.ok) return { ...row, compiled: ofKind(found.compiled, kind) };
    this.#report(row, found);
    const before = row.previous === null ? undefined : await this.#get(tx, row.previous);
    if (before?.ok) return { ...row, hash: row.previous!, compiled: ofKind(before.compiled, kind) };
    throw new NoPolicyError(
      `the live policy for ${kind} (${row.scope}, version ${row.number}) cannot be run here, and none was live before it`,
    );
  }

  /** The policy with that hash; undefined where nobody knows it or this process cannot run it. */
  async byHash<Kind extends PolicyKind>(tx: Tx, hash: string, kind: Kind): Promise<CompiledPolicy<Kind> | undefined> {
    const found = await this.#get(tx, hash);
    return found?.ok ? ofKind(found.compiled, kind) : undefined;
  }

  /** Says, after the commit, that something else is live: to this replica and to the others. */
  changed(tx: Tx): void {
    tx.afterCommit(() => this.database.poke('policies'));
  }

  /** The hashes of the policies that this replica has ready. */
  ready(): readonly string[] {
    return [...this.#compiled.hashes()];
  }

  #get(tx: Tx, hash: string): Promise<Compiled | undefined> {
    return this.#compiled.get(hash, () => contentOf(tx, hash));
  }

  #report({ scope, kind, number, hash }: InForce, found: Compiled | undefined): void {
    if (this.#reported.has(hash)) return;
    this.#reported.add(hash);
    this.#unusable.inc({ kind });
    const why = found?.ok === false ? found.faults.slice(0, 5).join('\n  ') : 'its content is not here';
    this.#log.error(
      `${scope}'s policy for ${kind}, version ${number}, cannot be run by this process; the one before stays:\n  ${why}`,
    );
  }

  async #watch(): Promise<void> {
    const { service } = this.database;
    const bell = this.database.wake.bell(`${service}.policies`);
    this.#wake = () => bell.ring();
    while (!this.#stopped) {
      try {
        const rows = await this.database.asRelay<InForce & { body: unknown }>(
          `select f.tenant as scope, f.kind, f.hash, f.number, case when f.hash = any($1) then null else p.body end as body
             from ${service}.policy_in_force f join ${service}.policy p using (hash)`,
          [[...this.#compiled.hashes()]],
        );
        for (const row of rows) {
          const found = await this.#compiled.get(row.hash, async () => row.body ?? undefined);
          if (found?.ok) this.#version.set({ scope: row.scope, kind: row.kind }, row.number);
          else this.#report(row, found);
        }
      } catch (error) {
        this.#log.warn(`looking for new policies: ${(error as Error).message}`);
      }
      await bell.wait(POLL_MS);
    }
    bell.close();
  }
}

/** @throws Error where it answers another question: whoever keeps it has mistaken one for the other */
function ofKind<Kind extends PolicyKind>(compiled: CompiledPolicy, kind: Kind): CompiledPolicy<Kind> {
  if (compiled.policy.decides !== kind)
    throw new Error(`the policy ${compiled.hash} decides ${compiled.policy.decides}, not ${kind}`);
  return compiled as unknown as CompiledPolicy<Kind>;
}
