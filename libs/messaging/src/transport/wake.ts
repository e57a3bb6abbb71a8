import pg from 'pg';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, type Log } from '../observe/observer.ts';

/** What one loop sleeps on. A ring while nobody sleeps is remembered: the next wait returns at once. */
export class Bell {
  #rung = false;
  #wakeUp: (() => void) | undefined;
  readonly #forget: (bell: Bell) => void;

  constructor(forget: (bell: Bell) => void) {
    this.#forget = forget;
  }
  ring(): void {
    this.#rung = true;
    this.#wakeUp?.();
  }
  /** Resolves when rung, at the latest after some milliseconds. */
  async wait(milliseconds: number): Promise<void> {
    if (!this.#rung)
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, milliseconds);
        this.#wakeUp = (): void => {
          clearTimeout(timer);
          resolve();
        };
      });
    this.#wakeUp = undefined;
    this.#rung = false;
  }
  close(): void {
    this.#forget(this);
    this.ring();
  }
}

const CHANNEL = 'trillium_wake';
const GATHER_MS = 5;

/**
 * Wakes loops that wait for rows: in this process at once, in others through NOTIFY. It is sent after the commit and gathered: NOTIFY
 * inside every transaction takes a database-wide lock at commit and ends group commit. A wake that is lost costs a poll, never a row.
 */
export class Wake {
  static readonly #open = new Map<string, Wake>();
  readonly #url: string;
  readonly #log: Log;
  readonly #bells = new Map<string, Set<Bell>>();
  readonly #dirty = new Set<string>();
  #users = 0;
  #client: pg.Client | undefined;
  #flushing: Promise<void> | undefined;
  #listening: Promise<void> | undefined;
  readonly #closed = new AbortController();

  private constructor(url: string, log: Log) {
    this.#url = url;
    this.#log = log;
  }
  /** The one for that database in this process; each call needs its release(). */
  static shared(url: string, log: Log): Wake {
    let wake = Wake.#open.get(url);
    if (!wake) Wake.#open.set(url, (wake = new Wake(url, log)));
    wake.#users += 1;
    return wake;
  }
  async release(): Promise<void> {
    this.#users -= 1;
    if (this.#users > 0) return;
    Wake.#open.delete(this.#url);
    this.#closed.abort();
    await this.#flushing;
    await this.#listening;
  }
  bell(channel: string): Bell {
    const bells = this.#bells.get(channel) ?? new Set();
    this.#bells.set(channel, bells);
    const bell = new Bell((gone) => bells.delete(gone));
    bells.add(bell);
    this.#listening ??= this.#listen();
    return bell;
  }
  poke(channel: string): void {
    this.#ring(channel);
    this.#dirty.add(channel);
    this.#flushing ??= this.#flush().finally(() => (this.#flushing = undefined));
  }

  #ring(channel: string): void {
    for (const bell of this.#bells.get(channel) ?? []) bell.ring();
  }
  async #flush(): Promise<void> {
    this.#listening ??= this.#listen();
    while (this.#dirty.size && this.#client) {
      const channels = [...this.#dirty];
      this.#dirty.clear();
      const text = `select pg_notify('${CHANNEL}', c) from unnest($1::text[]) c`;
      await this.#client.query({ name: 'notify', text, values: [channels] }).catch(() => undefined);
      await sleep(GATHER_MS);
    }
  }
  // for as long as it is used: connect, listen, and after a loss connect again (ringing everybody, as wakes may have been missed)
  async #listen(): Promise<void> {
    const { signal } = this.#closed;
    while (!signal.aborted) {
      const client = new pg.Client({ connectionString: this.#url, application_name: 'trillium wake', keepAlive: true });
      const hangUp = (): void => void client.end().catch(() => undefined);
      signal.addEventListener('abort', hangUp, { once: true });
      try {
        const lost = new Promise<void>((resolve) => client.on('error', () => resolve()).on('end', resolve));
        client.on('notification', ({ processId, payload }) => {
          if (processId !== (client as unknown as { processID: number }).processID) this.#ring(payload ?? '');
        });
        await client.connect();
        await client.query(`listen ${CHANNEL}`);
        this.#client = client;
        for (const channel of this.#bells.keys()) this.#ring(channel);
        await lost;
      } catch (error) {
        this.#log.warn(`wake: ${describe(error)}`);
      }
      this.#client = undefined;
      signal.removeEventListener('abort', hangUp);
      await client.end().catch(() => undefined);
      if (!signal.aborted) await sleep(500, undefined, { signal }).catch(() => undefined);
    }
  }
}
