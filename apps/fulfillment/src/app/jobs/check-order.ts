import { Inject, Logger } from '@nestjs/common';
import { Seals } from '#lib/service';
import { JobHandler, type Job, type JobFailure, type JobRunner, type Tx } from '#lib/messaging';
import { PROVIDERS, type OrderState, type Providers } from '../../adapters/provider.port.ts';
import type { CheckOrder } from './errands.ts';
import { providerOf } from './place-order.ts';
import { reportState } from './report-state.ts';

/** Asks a provider how an order stands. When it cannot be asked, the order's next deadline asks again. */
@JobHandler('check-order', { timeoutMs: 15_000, attempts: 3, concurrency: 4 })
export class CheckOrderJob implements JobRunner<CheckOrder, OrderState> {
  readonly #log = new Logger(CheckOrderJob.name);

  constructor(
    @Inject(PROVIDERS) private readonly providers: Providers,
    private readonly seals: Seals,
  ) {}

  async run({ tenant, payload }: Job<CheckOrder>, signal: AbortSignal): Promise<OrderState> {
    return providerOf(this.providers, this.seals, tenant, payload).state(payload.orderNumber, signal);
  }
  done(tx: Tx, { key }: Job<CheckOrder>, order: OrderState): Promise<void> {
    return reportState(tx, key, order);
  }
  failed(_tx: Tx, { payload }: Job<CheckOrder>, { message }: JobFailure): Promise<void> {
    this.#log.warn(`${payload.provider} did not tell how order ${payload.orderNumber} stands: ${message}`);
    return Promise.resolve();
  }
}
