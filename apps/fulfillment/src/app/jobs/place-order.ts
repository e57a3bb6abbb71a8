import { Inject } from '@nestjs/common';
import { openAccount, Seals, type SealedAccount } from '#lib/service';
import { JobHandler, type Job, type JobFailure, type JobRunner, type LookedUp, type Tx } from '#lib/messaging';
import { PROVIDERS, type OrderAnswer, type Provider, type Providers } from '../../adapters/provider.port.ts';
import type { PlaceOrder } from './errands.ts';
import { clip, report, whyNot } from './report.ts';
import { reportState } from './report-state.ts';

/** The provider of an order, on the account that goes with its job. */
export const providerOf = (
  providers: Providers,
  seals: Seals,
  tenant: string,
  { provider, account }: { readonly provider: string; readonly account?: SealedAccount },
): Provider => providers.of(provider, account && openAccount(seals, tenant, account));

/**
 * Places orders, each once: before anything is repeated that may have got there, the provider is asked for the order under our
 * reference. Where it cannot be asked, it either knows a repeat by our key, or a person looks.
 */
@JobHandler('place-order', { timeoutMs: 20_000, attempts: 6, concurrency: 4 })
export class PlaceOrderJob implements JobRunner<PlaceOrder, OrderAnswer> {
  constructor(
    @Inject(PROVIDERS) private readonly providers: Providers,
    private readonly seals: Seals,
  ) {}

  async run({ id, tenant, payload }: Job<PlaceOrder>, signal: AbortSignal): Promise<OrderAnswer> {
    return providerOf(this.providers, this.seals, tenant, payload).place(payload.order, tenant, id, signal);
  }
  async lookUp({ id, tenant, payload }: Job<PlaceOrder>, signal: AbortSignal): Promise<LookedUp<OrderAnswer>> {
    const provider = providerOf(this.providers, this.seals, tenant, payload);
    if (!provider.find) return provider.honorsKeys ? { notFound: true } : undefined;
    const order = await provider.find(id, signal);
    return order ? { found: { order } } : { notFound: true };
  }
  async done(tx: Tx, { key }: Job<PlaceOrder>, answer: OrderAnswer): Promise<void> {
    if ('refused' in answer) return report(tx, key, { on: 'order-refused', by: 'provider', reason: clip(answer.refused) });
    const { orderNumber, price, expectedBy } = answer.order;
    await report(tx, key, { on: 'order-confirmed', by: 'provider', orderNumber, price, ...(expectedBy ? { expectedBy } : {}) });
    await reportState(tx, key, answer.order);
  }
  async failed(tx: Tx, { key, perhapsSent, payload }: Job<PlaceOrder>, failure: JobFailure): Promise<void> {
    const reason = whyNot(failure);
    // refused for good at the first call, or never brought there: nothing was ordered
    const certainlyNot =
      !perhapsSent && (failure.reason === 'permanent' || (failure.error as Error | undefined)?.name === 'NotSent');
    if (certainlyNot) return report(tx, key, { on: 'order-refused', by: 'provider', reason: `Not ordered: ${reason}` });
    await report(tx, key, {
      on: 'doubt',
      by: 'system',
      reason: `Nobody can tell whether ${payload.provider} has the order: ${reason}`,
    });
  }
}
