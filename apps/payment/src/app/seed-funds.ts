import { unwrap } from '#lib/kernel';
import type { Database } from '#lib/messaging';
import { setAllocation, type Allocation } from './set-allocation.ts';
import { fundId, funds } from './stores.ts';

/** A library's fund at the installation's first start. */
export interface FundSeed extends Allocation {
  readonly library: string;
}

/** Opens the funds that are not there yet; one that is keeps what a manager has set. @returns the codes opened, as `LCC/ILL-2026` */
export async function seedFunds(database: Database, seeds: readonly FundSeed[], yearStarts = '07-01'): Promise<string[]> {
  const opened: string[] = [];
  for (const { library, ...allocation } of seeds)
    await database.transaction({ tenant: library, actor: 'system' }, async (tx) => {
      if (await funds.find(tx, fundId(library, allocation.code))) return;
      unwrap(await setAllocation(tx, allocation, yearStarts));
      tx.afterCommit(() => opened.push(`${library}/${allocation.code}`));
    });
  return opened;
}
