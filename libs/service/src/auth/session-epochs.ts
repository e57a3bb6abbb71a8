import { Injectable } from '@nestjs/common';
import { Database, statement, type Tx } from '#lib/messaging';

const EPOCH = statement('select epoch from identity.session_epoch where account = $1');
const NEXT = statement(`insert into identity.session_epoch as e (account, tenant, epoch) values ($1, $2, 1)
  on conflict (account) do update set epoch = e.epoch + 1`);

/**
 * Which sessions of an account are still good. A session carries the account's epoch of when it began; ending all sessions raises the
 * epoch, and every service looks it up at each request, so that they end everywhere at once.
 */
@Injectable()
export class SessionEpochs {
  constructor(private readonly database: Database) {}

  /** The epoch sessions begin with now; 0 where none were ever ended. */
  of(tenant: string, account: string): Promise<number> {
    return this.database.transaction({ tenant }, async (tx) => {
      const [row] = await tx.query<{ epoch: number }>(EPOCH, [account]);
      return row?.epoch ?? 0;
    });
  }
}

/** Ends all sessions of an account, with the transaction. Directory's alone. */
export async function endSessions(tx: Tx, account: string): Promise<void> {
  await tx.execute(NEXT, [account, tx.tenant]);
}
