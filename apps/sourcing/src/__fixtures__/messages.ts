import type pg from 'pg';
import { messagesOf, type Told } from '#lib/testing';

export type { Sent, Told } from '#lib/testing';

const sourcing = messagesOf('sourcing');
export const { listen, send, settle } = sourcing;
/** What sourcing has told about one request, in order. */
export const told = (owner: pg.Pool, request: string): Promise<Told[]> => sourcing.told(owner, { correlation: request });
