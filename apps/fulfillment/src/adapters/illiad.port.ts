import type { Account } from '#lib/service';
import type { IlliadTransaction } from '../domain/illiad/queues.ts';

export type IlliadAnswer = { readonly transaction: IlliadTransaction } | { readonly refused: string };

/** A library's ILLiad, as far as asking a lender by it goes. All throw as jobs take it (libs/messaging). */
export abstract class Illiad {
  /** Makes a request. ILLiad knows no idempotency key: made twice, it is two. */
  abstract create(account: Account, fields: Readonly<Record<string, string>>, signal: AbortSignal): Promise<IlliadAnswer>;
  /** The request that carries our number. */
  abstract find(account: Account, ours: string, signal: AbortSignal): Promise<IlliadTransaction | undefined>;
  /** @throws PermanentError where there is none */
  abstract read(account: Account, number: string, signal: AbortSignal): Promise<IlliadTransaction>;
  /** Puts it into another queue. */
  abstract route(account: Account, number: string, queue: string, signal: AbortSignal): Promise<IlliadTransaction>;
  abstract note(account: Account, number: string, text: string, signal: AbortSignal): Promise<void>;
}
