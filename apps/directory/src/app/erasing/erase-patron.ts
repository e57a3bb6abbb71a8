import { Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import { Cron, CronExpression } from '@nestjs/schedule';
import { ForgetPatron, type PatronForgotten } from '#lib/contracts';
import { err, ok, reject, type Rejection, type Result } from '#lib/kernel';
import { Database, emit, message, statement, type Tx } from '#lib/messaging';
import { CONSORTIUM } from '../../domain/library/library.ts';
import type { Erasure } from '../../http/shapes.ts';
import { LIBRARIES } from '../known-libraries.ts';
import { destroyPatron } from './destroy.ts';
import { Tombstones } from './tombstones.ts';

const PATRON = statement('select id, version from patron where patron_ref = $1');
const ASK = statement(`insert into erasure (patron_ref, tenant, status, asked_at, asked_by) values ($1, $2, 'asked', $3, $4)
  on conflict (patron_ref) do nothing`);
const STANDING = statement('select status, open_requests as "openRequests" from erasure where patron_ref = $1');
const WAIT = statement(`update erasure set status = 'waiting', open_requests = $2 where patron_ref = $1 and status <> 'done'`);
const DONE = statement(`update erasure set status = 'done', open_requests = 0, ended_at = $2 where patron_ref = $1`);
const WAITING = statement(`select patron_ref as ref from erasure where status <> 'done' order by asked_at limit 500`);
const NAMED = statement('select p.id from patron p join patron_identity i on i.patron_id = p.id where p.patron_ref = $1');

const notFound = reject('not-found', 'There is no such patron at this library.');
const words = ({ status, openRequests: n }: Pick<Erasure, 'status' | 'openRequests'>): string => {
  if (status === 'done') return 'The patron has been erased.';
  if (status === 'asked') return 'The patron’s requests are being unlinked; then the patron is erased.';
  return `${n} ${n === 1 ? 'request is' : 'requests are'} still open. The patron is erased once nothing is open any more; cancel what is not wanted, and settle what is to be paid for it.`;
};

/**
 * Erasing a patron: intake is asked to unlink their requests; once none is open it has, and then the patron's key is destroyed. Where
 * requests are open it asks again every hour.
 */
@Injectable()
export class ErasePatron implements OnApplicationBootstrap {
  private readonly log = new Logger(ErasePatron.name);

  constructor(
    private readonly database: Database,
    private readonly tombstones: Tombstones,
  ) {}

  /** Whom a restored backup has brought back is erased again, before anybody can ask for them. */
  async onApplicationBootstrap(): Promise<void> {
    for (const { library, patronRef } of await this.tombstones.all())
      await this.database.transaction({ tenant: library, actor: 'system' }, async (tx) => {
        const [back] = await tx.query<{ id: string }>(NAMED, [patronRef]);
        if (!back) return;
        await tx.execute(ASK, [patronRef, library, tx.now().toISOString(), 'system']);
        await destroyPatron(tx, back.id);
        await forget(tx, patronRef);
        this.log.warn(`the patron ${patronRef} of ${library} had been erased and was back: erased again`);
      });
  }

  async ask(tenant: string, patronRef: string, actor: string): Promise<Result<Erasure, Rejection>> {
    const known = await this.database.transaction({ tenant, actor }, (tx) => this.askIn(tx, patronRef, actor));
    return known ? this.standing(tenant, patronRef) : err(notFound);
  }

  /** The same within a transaction. @returns false where the library has no such patron */
  async askIn(tx: Tx, patronRef: string, actor: string): Promise<boolean> {
    const [patron] = await tx.query(PATRON, [patronRef]);
    if (!patron) return false;
    await tx.execute(ASK, [patronRef, tx.tenant, tx.now().toISOString(), actor]);
    await forget(tx, patronRef);
    return true;
  }

  async standing(tenant: string, patronRef: string): Promise<Result<Erasure, Rejection>> {
    const [row] = await this.database.transaction({ tenant }, (tx) => tx.query<Omit<Erasure, 'message'>>(STANDING, [patronRef]));
    return row ? ok({ ...row, message: words(row) }) : err(notFound);
  }

  /** Intake's answer. */
  async answered(tx: Tx, patronId: string, { patronRef, open }: PatronForgotten): Promise<void> {
    if (open) return void (await tx.execute(WAIT, [patronRef, open]));
    // written before the commit: rather one too many there than one too few
    await this.tombstones.add({ library: tx.tenant, patronRef, at: tx.now().toISOString() });
    await destroyPatron(tx, patronId);
    await tx.execute(DONE, [patronRef, tx.now().toISOString()]);
  }

  @Cron(CronExpression.EVERY_HOUR, { waitForCompletion: true })
  async askAgain(): Promise<void> {
    const libraries = await this.database.transaction({ tenant: CONSORTIUM }, (tx) => tx.query<{ symbol: string }>(LIBRARIES));
    for (const { symbol: tenant } of libraries)
      await this.database.transaction({ tenant, actor: 'system' }, async (tx) => {
        for (const { ref } of await tx.query<{ ref: string }>(WAITING)) await forget(tx, ref);
      });
  }
}

async function forget(tx: Tx, patronRef: string): Promise<void> {
  const [patron] = await tx.query<{ id: string; version: number }>(PATRON, [patronRef]);
  if (patron) await emit(tx, message(ForgetPatron, { patronRef }, { subject: patron.id, sequence: patron.version }));
}
