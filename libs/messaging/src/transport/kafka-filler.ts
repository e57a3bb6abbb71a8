import { Envelope } from '#lib/contracts';
import type { Consumer, EachBatchPayload, Kafka, KafkaMessage } from 'kafkajs';
import { describe, type Log, type MessagingObserver } from '../observe/observer.ts';
import type { Database } from '../store/database.ts';
import { statement } from '../store/statement.ts';
import { ensureTopics, topicOf, type KafkaOptions } from './kafka-client.ts';
import { partOf } from './postgres.ts';
import { pause, untilStopped } from './session.ts';
import type { Subscriptions } from './subscriptions.ts';

export interface FillerOptions {
  readonly database: Database;
  readonly kafka: Kafka;
  readonly kafkaOptions: KafkaOptions;
  readonly subscriptions: Subscriptions;
  readonly log: Log;
  readonly observer: MessagingObserver;
  readonly signal: AbortSignal;
}

interface Waiting {
  readonly topic: string;
  readonly partition: number;
  readonly messages: readonly KafkaMessage[];
  readonly done: () => void;
  readonly failed: (error: unknown) => void;
}

const COMMIT_MS = 500;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

// Repeats, also inside one batch, fall out: only ids new to `seen` go on, the first of each, in the order read.
const fillText = (service: string): string => `with m as (
    select * from unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::json[]) with ordinality t(id, key, tenant, type, envelope, ord)),
  fresh as (insert into ${service}.seen select distinct id from m on conflict do nothing returning id),
  first as (select distinct on (id) m.* from m join fresh using (id) order by id, ord)
  insert into ${service}.inbox (part, id, key, tenant, type, envelope)
  select ${partOf('key')}, id, key, tenant, type, envelope from first order by ord`;

// only where a test has asked for it, to see what then goes wrong
const fillRepeatsToo = (service: string): string => `insert into ${service}.inbox (part, id, key, tenant, type, envelope)
  select ${partOf('key')}, id, key, tenant, type, envelope
  from unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::json[]) with ordinality t(id, key, tenant, type, envelope, ord) order by ord`;

/** Topics → inbox. The batches of all partitions are gathered into one insert; their offsets are committed after it. */
export class KafkaFiller {
  readonly #options: FillerOptions;
  readonly #fill;
  readonly #wanted: Set<string>;
  #queue: Waiting[] = [];
  #flushing: Promise<void> | undefined;
  // topic → partition → the offset to go on from after a restart
  #offsets = new Map<string, Map<number, string>>();

  constructor(options: FillerOptions) {
    this.#options = options;
    const { database, kafkaOptions, log } = options;
    if (kafkaOptions.unsafeWithoutDedupe)
      log.warn(`inbox of ${database.service}: repeats are handled again (unsafe, for tests only)`);
    this.#fill = statement((kafkaOptions.unsafeWithoutDedupe ? fillRepeatsToo : fillText)(database.service));
    this.#wanted = new Set([...options.subscriptions.values()].flat());
  }

  /** Until told to stop; connects again after a loss. */
  run(): Promise<void> {
    const { database, kafka, kafkaOptions, subscriptions, log, signal } = this.#options;
    const sources = [...subscriptions.keys()];
    if (!sources.length) return Promise.resolve();
    return untilStopped(`kafka consumer ${database.service}`, signal, log, async () => {
      await ensureTopics(kafka, kafkaOptions, sources);
      const consumer = kafka.consumer({
        groupId: topicOf(kafkaOptions, database.service),
        maxWaitTimeInMs: 100, // or rebalances and disconnects take five seconds
        minBytes: 1,
        sessionTimeout: 10_000,
        rebalanceTimeout: 10_000,
        heartbeatInterval: 1000,
      });
      const crashed = new Promise<Error | undefined>((resolve) => {
        consumer.on(consumer.events.CRASH, ({ payload }) => !payload.restart && resolve(payload.error));
        signal.addEventListener('abort', () => resolve(undefined), { once: true });
      });
      this.#offsets = new Map();
      try {
        await consumer.connect();
        await consumer.subscribe({ topics: sources.map((source) => topicOf(kafkaOptions, source)), fromBeginning: true });
        await consumer.run({ autoCommit: false, partitionsConsumedConcurrently: 64, eachBatch: (batch) => this.#take(batch) });
        const over = new AbortController();
        const committing = this.#commitNowAndThen(consumer, over.signal);
        const error = await crashed;
        over.abort();
        await committing;
        if (error) throw error;
        await this.#flushing;
        await this.#commit(consumer);
      } finally {
        await consumer.disconnect().catch(() => undefined);
      }
    });
  }

  #take(payload: EachBatchPayload): Promise<void> {
    const { batch } = payload;
    if (payload.isStale()) return Promise.resolve();
    return new Promise((resolve, reject) => {
      this.#queue.push({
        topic: batch.topic,
        partition: batch.partition,
        messages: batch.messages,
        done: resolve,
        failed: reject,
      });
      // whatever else this turn of the loop brings shares the insert
      this.#flushing ??= new Promise<void>((next) => setImmediate(next))
        .then(() => this.#flush())
        .finally(() => (this.#flushing = undefined));
    });
  }

  async #flush(): Promise<void> {
    const { database, observer, log } = this.#options;
    while (this.#queue.length) {
      const taken = this.#queue;
      this.#queue = [];
      try {
        if (await this.#insert(taken)) database.poke('inbox');
        for (const { topic, partition, messages, done } of taken) {
          const partitions = this.#offsets.get(topic) ?? new Map<number, string>();
          this.#offsets.set(topic, partitions.set(partition, String(BigInt(messages.at(-1)!.offset) + 1n)));
          done();
        }
      } catch (error) {
        observer.inboxFailed?.(database.service);
        log.error(`inbox of ${database.service} takes nothing in: ${describe(error)}`);
        for (const { failed } of taken) failed(error); // kafkajs delivers the batches again
      }
    }
  }

  /** Returns how many messages were of interest. */
  async #insert(taken: readonly Waiting[]): Promise<number> {
    const rows = taken.flatMap(({ topic, partition, messages }) =>
      messages.map((m) => this.#row(m, `${topic}/${partition}`)).filter((row) => row !== undefined),
    );
    if (!rows.length) return 0;
    try {
      await this.#write(rows);
    } catch (error) {
      // class 22: the data itself. A message that is not ours must not stop the others for ever.
      if (!(error as { code?: string }).code?.startsWith('22')) throw error;
      await this.#write(rows.filter((row) => this.#isEnvelope(row)));
    }
    return rows.length;
  }
  async #write(rows: readonly string[][]): Promise<void> {
    if (rows.length)
      await this.#options.database.asRelay(
        this.#fill,
        [0, 1, 2, 3, 4].map((i) => rows.map((row) => row[i])),
      );
  }

  // id, key, tenant, type, envelope; undefined where it is not wanted
  #row({ key, value, headers, offset }: KafkaMessage, from: string): string[] | undefined {
    const header = (name: string): string => String(headers?.[name] ?? '');
    const type = header('type');
    if (type && !this.#wanted.has(type)) return undefined;
    const row = [header('id'), String(key ?? ''), header('tenant'), type, String(value ?? '')];
    if (type && row[2] && UUID.test(row[0]!) && UUID.test(row[1]!)) return row;
    this.#malformed(`${from} offset ${offset}`);
    return undefined;
  }
  #isEnvelope([id, , , , text]: readonly string[]): boolean {
    try {
      if (Envelope.safeParse(JSON.parse(text!)).success) return true;
    } catch {
      // no JSON at all
    }
    this.#malformed(`message ${id!}`);
    return false;
  }
  #malformed(which: string): void {
    const { database, observer, log } = this.#options;
    observer.malformed?.(database.service);
    log.error(`inbox of ${database.service}: ${which} is no message of ours and is left out`);
  }

  // one request a while for all partitions: what is not yet committed when we die comes again and is known by its id
  async #commitNowAndThen(consumer: Consumer, over: AbortSignal): Promise<void> {
    while (!over.aborted) {
      await pause(COMMIT_MS, over);
      await this.#commit(consumer).catch((error: unknown) => this.#options.log.warn(`kafka offsets: ${describe(error)}`));
    }
  }
  async #commit(consumer: Consumer): Promise<void> {
    const offsets = [...this.#offsets].flatMap(([topic, partitions]) =>
      [...partitions].map(([partition, offset]) => ({ topic, partition, offset })),
    );
    this.#offsets = new Map();
    if (offsets.length) await consumer.commitOffsets(offsets);
  }
}
