import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import { LibraryChanged, PatronChanged, type DataOf } from '#lib/contracts';
import type { Database } from '#lib/messaging';
import { messagesOf, type Sent, type Told } from '#lib/testing';

const intake = messagesOf('intake');
export const { listen, settle } = intake;

/** Tells intake this, and waits until it is done with it and with what it asks outside. */
export async function deliver(database: Database, sent: readonly Sent[]): Promise<void> {
  await intake.send(database, sent);
  await settle(database);
}

/** What intake has told of one request, in order. */
export const told = (owner: pg.Pool, subject: string): Promise<Told[]> => intake.told(owner, { subject });

export const library = (symbol: string, more: Partial<DataOf<typeof LibraryChanged>> = {}): Sent => ({
  message: LibraryChanged,
  subject: randomUUID(),
  tenant: symbol,
  data: {
    symbol,
    name: `Library ${symbol}`,
    country: 'US',
    currency: 'USD',
    timeZone: 'America/New_York',
    workingDays: [1, 2, 3, 4, 5],
    holidays: [],
    branches: [{ code: `${symbol}-MAIN`, name: 'Main' }],
    active: true,
    ...more,
  },
});

export const patron = (
  tenant: string,
  patronRef: string,
  more: Partial<DataOf<typeof PatronChanged>> = {},
  sequence = 1,
): Sent => ({
  message: PatronChanged,
  subject: randomUUID(),
  tenant,
  sequence,
  data: { patronRef, group: 'student', blocked: false, active: true, ...more },
});
