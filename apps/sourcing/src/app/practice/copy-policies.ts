import { unwrap } from '#lib/kernel';
import { statement, type Tx } from '#lib/messaging';
import type { Policies } from '#lib/service';
import type { PolicyVersionState } from '../../domain/policy/state.ts';
import { announce } from '../policies/announce.ts';
import { lockKind, nextNumber, stepVersion } from '../policies/store.ts';

const LIVE = statement(`select state from policy_version where tenant = $1 and status = 'live' order by kind`);

/**
 * The library's own policies that are in force, as versions of the copy's own, live at once: they have been approved where they come from. Where
 * it has none the consortium's holds, as at the library.
 */
export async function copyPolicies(tx: Tx, copy: string, policies: Policies): Promise<void> {
  const live = await tx.query<{ state: PolicyVersionState }>(LIVE, [tx.tenant]);
  await tx.asTenant(copy, async (side) => {
    for (const { state } of live) {
      const { kind, number: of, content } = state;
      await lockKind(side, kind);
      const number = await nextNumber(side, kind);
      const note = `Version ${of} of ${tx.tenant}, copied to practise with.`;
      const now = side.now().toISOString();
      const made = await stepVersion(side, side.newId(), undefined, { type: 'install', kind, number, content, note, now });
      await announce(side, policies, unwrap(made));
    }
  });
}
