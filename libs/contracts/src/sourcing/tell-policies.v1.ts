import { z } from 'zod';
import { defineMessage, type DataOf } from '../define.ts';

const data = z.strictObject({
  kinds: z.array(z.string()).min(1).meta({ description: 'The questions whose policies it evaluates' }),
});
const summary = 'Tell again what is live of these kinds, at every library: I may have begun to listen since it was published.';

/** Sent by payment at each start. */
export const TellPaymentPolicies = defineMessage({
  type: 'sourcing.tell-payment-policies.v1',
  kind: 'command',
  source: 'payment',
  summary,
  data,
});
/** As above, sent by directory. */
export const TellDirectoryPolicies = defineMessage({
  type: 'sourcing.tell-directory-policies.v1',
  kind: 'command',
  source: 'directory',
  summary,
  data,
});
/** As above, sent by fulfillment. */
export const TellFulfillmentPolicies = defineMessage({
  type: 'sourcing.tell-fulfillment-policies.v1',
  kind: 'command',
  source: 'fulfillment',
  summary,
  data,
});
export type TellPolicies = DataOf<typeof TellPaymentPolicies>;
