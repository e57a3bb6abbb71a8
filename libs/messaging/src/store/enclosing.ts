import { AsyncLocalStorage } from 'node:async_hooks';
import type { Tx } from './tx.ts';

/** What a step leaves to others: messages and jobs, by their names. */
export interface LeftToOthers {
  readonly envelopes: readonly { readonly type: string }[];
  readonly jobs: readonly { readonly job: { readonly kind: string } }[];
}

/** What somebody further out wants of the transaction in which a person does something: one that names its actor. */
export interface Enclosing {
  /** Comes last in the transaction, when all else is written. What it throws rolls everything back. */
  beforeCommit(tx: Tx): Promise<void>;
  /** Is told what the step tells others and has done outside, as it is written. */
  effects?(left: LeftToOthers): void;
}

const current = new AsyncLocalStorage<Enclosing>();

/** Runs work, and what it wants within each transaction of a person that opens inside. */
export const enclosed = <T>(enclosing: Enclosing, work: () => Promise<T>): Promise<T> => current.run(enclosing, work);

/** For Database: what is wanted here. */
export const enclosing = (): Enclosing | undefined => current.getStore();
