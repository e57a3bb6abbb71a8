import { Injectable } from '@nestjs/common';
import { practisedBy, reject } from '#lib/kernel';
import { Database, statement, type Tx } from '#lib/messaging';
import { httpRejection } from '../http/rejections.ts';

const THERE = statement('select symbol from identity.practice where tenant = $1');
const KEEP = statement(`insert into identity.practice (tenant, symbol) values ($1, $2)
  on conflict (tenant) do update set symbol = excluded.symbol`);

/**
 * Which practice copy a library has. Asked at each request on behalf of one, in a table that all services see, so that a copy which was
 * reset or deleted is shut everywhere at once (a page left open would go on writing into it).
 */
@Injectable()
export class PracticeCopies {
  constructor(private readonly database: Database) {}

  /** The symbol of a library's practice copy. */
  of(library: string): Promise<string | undefined> {
    return this.database.transaction({ tenant: library }, async (tx) => {
      const [row] = await tx.query<{ symbol: string | null }>(THERE, [library]);
      return row?.symbol ?? undefined;
    });
  }

  /** @throws HttpRejection where there is no such copy, or no longer */
  async mustBeThere(copy: string): Promise<void> {
    const library = practisedBy(copy);
    if (library !== undefined && (await this.of(library)) === copy) return;
    throw httpRejection(
      409,
      reject('no-such-practice-copy', 'This practice copy is gone: it was made new, or deleted.', {
        field: 'x-library',
        remedy: 'Go back to your library, and switch to the practice copy again if there is one.',
      }),
    );
  }
}

/** Says which practice copy the transaction's library has from its commit on. Directory's alone. */
export async function keepPracticeCopy(tx: Tx, copy: string | null): Promise<void> {
  await tx.execute(KEEP, [tx.tenant, copy]);
}
