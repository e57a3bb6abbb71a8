import { money, unwrap } from '#lib/kernel';
import { statement, type Tx } from '#lib/messaging';
import type { FundState } from '../domain/fund/fund.ts';
import { setAllocation } from './set-allocation.ts';

const FUNDS = statement('select state from fund order by code');

/**
 * Opens the library's funds in its practice copy, each with what was allocated to it and nothing spent yet: play money, in books of the copy's
 * own.
 */
export async function practiseFunds(tx: Tx, copy: string, yearStarts: string): Promise<void> {
  const funds = await tx.query<{ state: FundState }>(FUNDS);
  await tx.asTenant(copy, async (side) => {
    for (const { state } of funds) {
      const { code, allocated, currency, name, startsOn, endsOn } = state;
      const wanted = { code, allocated: money(allocated, currency), name, startsOn, endsOn };
      unwrap(await setAllocation(side, wanted, yearStarts));
    }
  });
}
