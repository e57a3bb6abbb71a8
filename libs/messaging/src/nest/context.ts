import type { Envelope } from '#lib/contracts';
import type { Tx } from '../store/tx.ts';

/** What a handler gets besides the data: `@Ctx() { envelope, tx }: MessageContext`. */
export class MessageContext<Data = unknown> {
  readonly envelope: Envelope<Data>;
  /** The open transaction: tenant, cause and correlation are set. Write through it and nothing else. */
  readonly tx: Tx;

  constructor(envelope: Envelope<Data>, tx: Tx) {
    this.envelope = envelope;
    this.tx = tx;
  }
}
