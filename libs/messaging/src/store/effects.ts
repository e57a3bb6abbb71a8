import type { Envelope } from '#lib/contracts';
import { z } from 'zod';
import { newId } from './ids.ts';
import type { Tx } from './tx.ts';

/** What this library needs to know of a message type; libs/contracts' MessageType fits. */
export interface AnyMessageType<Shape extends z.ZodType = z.ZodType> {
  readonly type: string;
  /** The service that sends it, or several. */
  readonly source: string | readonly string[];
  readonly data: Shape;
}

export const sourcesOf = ({ source }: AnyMessageType): readonly string[] => (typeof source === 'string' ? [source] : source);

export interface MessageOptions {
  /** The key that keeps order; default: the aggregate saved. */
  readonly subject?: string;
  /** The request it is about; default: the transaction's, else the subject. */
  readonly correlation?: string;
  /** Default: the aggregate's version after the step. */
  readonly sequence?: number;
  /** The subject was made in this transaction: nobody else can write under it yet, so its order needs no lock. For many at once. */
  readonly fresh?: boolean;
}

export interface OutgoingMessage extends MessageOptions {
  readonly effect: 'message';
  readonly message: AnyMessageType;
  readonly data: unknown;
}

export interface JobOptions<Payload = unknown> {
  /** Names its handler. */
  readonly kind: string;
  /** The aggregate it is about: to find and cancel its jobs. */
  readonly key: string;
  /** Plain JSON. */
  readonly payload: Payload;
  /** Not before this moment, in domain time. */
  readonly notBefore?: Date | string | undefined;
  /** Whether sending it twice does no harm, as the other side recognizes the job's id. Default true. */
  readonly idempotent?: boolean;
  /** Jobs of one lane run in the order in which they were written, one at a time. */
  readonly lane?: string;
  /** Its id, which is also the idempotency key sent along; default: a new one. */
  readonly id?: string;
}

export interface OutgoingJob extends JobOptions {
  readonly effect: 'job';
}

/** What a step leaves to be done once it is committed. */
export type Effect = OutgoingMessage | OutgoingJob;

/**
 * A message to be sent with the step.
 * @throws Error where the data is not what the contract says (a fault of the sender).
 */
export function message<Shape extends z.ZodType>(
  type: AnyMessageType<Shape>,
  data: z.input<Shape>,
  options: MessageOptions = {},
): OutgoingMessage {
  const checked = type.data.safeParse(data);
  if (!checked.success) throw new Error(`${type.type} does not keep its contract:\n${z.prettifyError(checked.error)}`);
  return { ...options, effect: 'message', message: type, data: checked.data };
}

/** Something to be done outside, once the step is committed. */
export const job = <Payload>(options: JobOptions<Payload>): OutgoingJob => ({ ...options, effect: 'job' });

/** The message as it goes over the wire. */
export function envelopeOf(tx: Tx, out: OutgoingMessage, subject: string, sequence: number): Envelope {
  if (!sourcesOf(out.message).includes(tx.service)) throw new Error(`${out.message.type} is not ${tx.service}'s to send`);
  return {
    specversion: '1.0',
    id: newId(),
    source: tx.service,
    type: out.message.type,
    subject,
    sequence: out.sequence ?? sequence,
    tenant: tx.tenant,
    correlation: out.correlation ?? tx.correlation ?? subject,
    ...(tx.cause === undefined ? {} : { cause: tx.cause }),
    time: tx.now().toISOString(),
    datacontenttype: 'application/json',
    data: out.data,
  };
}
