import { Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import { Database, statement, type Tx } from '#lib/messaging';
import { CONSORTIUM } from '../../domain/library/library.ts';
import { LIBRARIES } from '../known-libraries.ts';
import { identityOf, indexPatron, namedOf, patronSafe, type CredentialRow, type IdentityRow } from './identities.ts';
import { NameSafe } from './name-safe.ts';

const BATCH = 200;
const IDENTITIES = statement(`select patron_id, sealed, given_name, family_name, email, card_number from patron_identity
  where sealed is null limit ${BATCH} for update skip locked`);
const CREDENTIALS = statement(`select c.account_id, a.patron_id, c.sealed, c.username, c.display_name, c.email from credential c
  join account a on a.id = c.account_id where c.sealed is null limit ${BATCH} for update of c skip locked`);
const SEAL_IDENTITY = statement(`update patron_identity set sealed = $2, given_name = null, family_name = null, email = null,
  card_number = null where patron_id = $1`);
const SEAL_CREDENTIAL = statement(
  'update credential set sealed = $2, username = null, display_name = null, email = null where account_id = $1',
);

/**
 * Seals libraries' keys with the present secret, and the names of rows from before there were keys, before directory answers anybody: what is read afterwards is sealed. Two
 * processes that start together share the rows; one that is stopped goes on at its next start.
 */
@Injectable()
export class SealOldNames implements OnApplicationBootstrap {
  private readonly log = new Logger(SealOldNames.name);

  constructor(
    private readonly database: Database,
    private readonly safe: NameSafe,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    const libraries = await this.database.transaction({ tenant: CONSORTIUM }, (tx) => tx.query<{ symbol: string }>(LIBRARIES));
    let sealed = 0;
    for (const tenant of new Set([CONSORTIUM, ...libraries.map(({ symbol }) => symbol)])) {
      const renewed = await this.database.transaction({ tenant, actor: 'system' }, (tx) => this.safe.renew(tx));
      if (renewed) this.log.log(`sealed the key of ${tenant} with the new secret`);
      sealed += await this.#library(tenant);
    }
    if (sealed) this.log.log(`sealed the names of ${sealed} people and sign-ins from before`);
  }

  async #library(tenant: string): Promise<number> {
    let sealed = 0;
    for (;;) {
      const batch = await this.database.transaction(
        { tenant, actor: 'system' },
        async (tx) => (await this.#identities(tx)) + (await this.#credentials(tx)),
      );
      if (!batch) return sealed;
      sealed += batch;
    }
  }

  async #identities(tx: Tx): Promise<number> {
    const rows = await tx.query<IdentityRow & { readonly patron_id: string }>(IDENTITIES);
    for (const row of rows) {
      const identity = identityOf(row, undefined);
      const safe = await patronSafe(tx, this.safe, row.patron_id);
      await tx.execute(SEAL_IDENTITY, [row.patron_id, safe.sealIdentity(identity)]);
      await indexPatron(tx, this.safe, row.patron_id, identity);
    }
    return rows.length;
  }

  async #credentials(tx: Tx): Promise<number> {
    const rows = await tx.query<CredentialRow & { readonly account_id: string; readonly patron_id: string | null }>(CREDENTIALS);
    for (const row of rows) {
      const named = namedOf(row.account_id, row, undefined);
      const safe = row.patron_id ? await patronSafe(tx, this.safe, row.patron_id) : await this.safe.library(tx);
      await tx.execute(SEAL_CREDENTIAL, [row.account_id, safe.seal(`credential ${row.account_id}`, named)]);
    }
    return rows.length;
  }
}
