import { Injectable } from '@nestjs/common';
import type { Parcel } from '#lib/contracts';
import { reject, RejectionError } from '#lib/kernel';
import { Database, statement, type Tx } from '#lib/messaging';
import { candidatesFor, toParcel, type ParcelRow } from './parcel-view.ts';

const ONE = statement('select id, version, state from parcel where id = $1');
const SCANNED = statement(`select id, version, state from parcel where tenant = $1 and codes && $2::text[]
  order by (waits_since is null), updated_at desc, id limit 20`);

/** What has come and nobody announced. */
@Injectable()
export class ParcelsQuery {
  constructor(private readonly database: Database) {}

  /** Those that came under a number. @param codes as a scan is read */
  scanned(tenant: string, codes: readonly string[]): Promise<Parcel[]> {
    return this.database.transaction({ tenant }, async (tx) => {
      const rows = await tx.query<ParcelRow>(SCANNED, [tenant, codes]);
      return rows.length ? shown(tx, rows) : [];
    });
  }

  /** As it stands within a step. @throws RejectionError where the library has no such parcel */
  async in(tx: Tx, id: string): Promise<Parcel> {
    const rows = await tx.query<ParcelRow>(ONE, [id]);
    const [parcel] = await shown(tx, rows);
    if (!parcel) throw new RejectionError(reject('not-found', 'There is no such parcel in this library.'));
    return parcel;
  }
}

async function shown(tx: Tx, rows: readonly ParcelRow[]): Promise<Parcel[]> {
  const candidates = await candidatesFor(
    tx,
    rows.map(({ state }) => state),
  );
  return rows.map((row) => toParcel(row, candidates));
}
