import type { Tx } from '#lib/messaging';
import type { OrderState } from '../../adapters/provider.port.ts';
import { report } from './report.ts';

/** Tells an attempt how its order stands at the provider. */
export async function reportState(tx: Tx, attemptId: string, order: OrderState): Promise<void> {
  const by = 'provider';
  switch (order.status) {
    case 'accepted':
      return report(tx, attemptId, { on: 'order-progress', by, ...(order.expectedBy ? { expectedBy: order.expectedBy } : {}) });
    case 'shipped':
      return report(tx, attemptId, { on: 'order-shipped', by, ...(order.tracking ? { tracking: order.tracking } : {}) });
    case 'supplied':
      // a print that has arrived is received by staff, who have it in their hands
      if (order.url) return report(tx, attemptId, { on: 'supplied', by, url: order.url });
      return report(tx, attemptId, { on: 'order-shipped', by, ...(order.tracking ? { tracking: order.tracking } : {}) });
    case 'failed':
      return report(tx, attemptId, { on: 'order-refused', by, reason: order.reason ?? 'The provider could not supply it.' });
  }
}
