import type pg from 'pg';
import { messagesOf, type Told } from '#lib/testing';

export type { Sent } from '#lib/testing';

const payment = messagesOf('payment');
export const { deliver, listen } = payment;
/** What payment has told of one library, in order. */
export const told = (owner: pg.Pool, tenant: string): Promise<Told[]> => payment.told(owner, { tenant });
