import { z } from 'zod';
import { defineMessage, type DataOf } from '../define.ts';
import { PatronFeeStanding } from '../shapes/patron-fee.ts';

export const PatronFeeChanged = defineMessage({
  type: 'payment.patron-fee-changed.v1',
  kind: 'event',
  source: 'payment',
  summary: 'How a patron’s fee for one supply attempt stands. Names the request and nobody. Subject: the attempt.',
  data: z.strictObject({ requestId: z.uuid(), ...PatronFeeStanding.shape }),
});
export type PatronFeeChanged = DataOf<typeof PatronFeeChanged>;
