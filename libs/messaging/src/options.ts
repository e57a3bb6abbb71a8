import type { Clock } from '#lib/kernel';
import type { Upcaster } from './inbox/upcast.ts';
import type { Log, MessagingObserver } from './observe/observer.ts';
import type { AnyMessageType } from './store/effects.ts';
import type { KafkaOptions } from './transport/kafka-client.ts';

/** A message handled or a job done, for whom and as part of what. */
export interface Piece {
  readonly kind: 'message' | 'job';
  /** The message's type or the job's kind. */
  readonly what: string;
  readonly tenant: string;
  readonly correlation?: string | undefined;
}
export type Around = (piece: Piece, work: () => Promise<void>) => Promise<void>;

export interface MessagingOptions {
  /** The service: PostgreSQL schema, role svc_<name>, topic trillium.<name>. */
  readonly name: string;
  readonly database: {
    /** As role svc_<name>. */
    readonly url: string;
    /** As role relay. */
    readonly relayUrl: string;
    /** For requests and handlers together; default 10. */
    readonly maxConnections?: number | undefined;
  };
  readonly transport: 'postgres' | 'kafka';
  readonly kafka?: KafkaOptions | undefined;
  /** Every message there is and who sends it; default: those of libs/contracts. */
  readonly messages?: Iterable<AnyMessageType> | undefined;
  readonly upcasters?: readonly Upcaster[] | undefined;
  /** Domain time; default: the system's clock. */
  readonly clock?: Clock | undefined;
  /** On the postgres transport nothing is published before each of these services has subscribed once. */
  readonly peers?: readonly string[] | undefined;
  /** Messages handled side by side in this process (each on a connection of its own, of different subjects); default 2. */
  readonly workers?: number | undefined;
  /** Messages that share a commit; default 50. */
  readonly batch?: number | undefined;
  /** Times a message is tried before it is parked; default 6, over half a minute. */
  readonly attempts?: number | undefined;
  /** How long the handlers of a batch may take together, in milliseconds; default 30,000. */
  readonly timeLimitMs?: number | undefined;
  /** How long running jobs may go on at shutdown, in milliseconds; default 10,000. */
  readonly graceMs?: number | undefined;
  /** Days that ids of Kafka messages are kept to know repeats: longer than Kafka keeps messages and the longest outage. Default 30. */
  readonly keepSeenDays?: number | undefined;
  /** Days for which is kept who saw what; at least 30, default 400. */
  readonly keepAccessDays?: number | undefined;
  readonly observer?: MessagingObserver | undefined;
  /** Runs the handling of a message or a job; for what has to be around it, such as a context for the log. */
  readonly around?: Around | undefined;
  readonly log?: Log | undefined;
}
