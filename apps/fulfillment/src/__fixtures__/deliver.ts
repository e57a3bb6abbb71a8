import type pg from 'pg';
import { messagesOf, type Told } from '#lib/testing';

export type { Sent, Told } from '#lib/testing';

const fulfillment = messagesOf('fulfillment');
export const { deliver, listen } = fulfillment;
/** What fulfillment has told of one library's request, in order. */
export const told = (owner: pg.Pool, tenant: string, request: string): Promise<Told[]> =>
  fulfillment.told(owner, { tenant, correlation: request });
