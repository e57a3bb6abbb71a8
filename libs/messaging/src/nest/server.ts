import { messages as contracts, type Envelope } from '#lib/contracts';
import { Catch, Inject, Injectable, type OnModuleDestroy, type RpcExceptionFilter } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import { Server, type CustomTransportStrategy, type MessageHandler } from '@nestjs/microservices';
import { isObservable, lastValueFrom, throwError, type Observable } from 'rxjs';
import { Upcasters } from '../inbox/upcast.ts';
import type { MessagingOptions } from '../options.ts';
import { MessagingRuntime } from '../runtime.ts';
import { Database } from '../store/database.ts';
import type { Tx } from '../store/tx.ts';
import { subscriptionsFor } from '../transport/subscriptions.ts';
import { MessageContext } from './context.ts';
import { findDeadlines, findJobs } from './decorators.ts';

export const MESSAGING_OPTIONS = Symbol('MESSAGING_OPTIONS');

/** Nest answers an unknown error with "Internal server error"; the runner needs the error itself, to retry and to say what was wrong. */
@Catch()
export class PassOn implements RpcExceptionFilter {
  catch(error: unknown): Observable<never> {
    return throwError(() => error);
  }
}

/** Runs a service's `@EventPattern` handlers on the messages of its inbox. */
@Injectable()
export class TrilliumServer extends Server implements CustomTransportStrategy, OnModuleDestroy {
  override readonly transportId = Symbol('trillium');
  override readonly propagatesEventHandlerErrors = true;
  readonly #handlers = new Map<string, MessageHandler>();
  readonly #upcasters: Upcasters;
  #runtime: MessagingRuntime | undefined;

  constructor(
    private readonly database: Database,
    private readonly discovery: DiscoveryService,
    @Inject(MESSAGING_OPTIONS) private readonly options: MessagingOptions,
  ) {
    super();
    this.#upcasters = new Upcasters(options.upcasters ?? []);
  }

  /**
   * Once Nest has registered the handlers: writes what they listen to.
   * @throws Error for two handlers of one message: they would run at once in one transaction.
   */
  async prepare(): Promise<void> {
    for (const [type, handler] of this.messageHandlers) {
      if (!handler.isEventHandler) throw new Error(`${type}: use @EventPattern; nobody waits for an answer here`);
      if (handler.next) throw new Error(`${type} has two handlers in ${this.options.name}; let one use case do both`);
      this.#handlers.set(type, handler);
    }
    const types = this.#upcasters.withOlder(this.#handlers.keys());
    const subscriptions = subscriptionsFor(types, this.options.messages ?? contracts.values());
    this.#runtime = new MessagingRuntime(this.database, this.options, {
      subscriptions,
      handle: (envelope, tx) => this.#handle(envelope, tx),
      jobs: findJobs(this.discovery),
      deadlines: findDeadlines(this.discovery),
    });
    await this.#runtime.subscribe();
  }

  listen(callback: (error?: unknown) => void): void {
    try {
      if (!this.#runtime) throw new Error('use connectMessaging(app) before app.startAllMicroservices()');
      this.#runtime.start();
      callback();
    } catch (error) {
      callback(error);
    }
  }
  /** Takes nothing new and waits for what runs. */
  async close(): Promise<void> {
    await this.#runtime?.stop();
  }
  // before the providers that handlers and jobs use are taken down
  onModuleDestroy(): Promise<void> {
    return this.close();
  }
  on(): never {
    throw new Error('this transport has no events of its own; see MessagingObserver');
  }
  unwrap(): never {
    throw new Error('this transport has no client of its own to hand out');
  }

  async #handle(received: Envelope, tx: Tx): Promise<void> {
    const envelope = this.#upcasters.apply(received);
    const handler = this.#handlers.get(envelope.type);
    // subscribed to no longer: nothing to do, and nothing to hold the key up for
    if (!handler) return;
    const work = async (): Promise<void> => {
      const result: unknown = await handler(envelope.data, new MessageContext(envelope, tx));
      if (isObservable(result)) await lastValueFrom(result, { defaultValue: undefined });
    };
    const { type: what, tenant, correlation } = envelope;
    await (this.options.around ? this.options.around({ kind: 'message', what, tenant, correlation }, work) : work());
  }
}
