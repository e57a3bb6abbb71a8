import { AccountChanged } from '#lib/contracts';
import { unwrap } from '#lib/kernel';
import { message, statement, type Effect, type Tx } from '#lib/messaging';
import { accountDecider, type AccountState } from '../domain/account/account.ts';
import { accounts } from './stores.ts';

/** What other services hear of an account, so that sessions under way follow. */
export const accountChanged = ({ roles, active, member = true }: AccountState): Effect =>
  message(AccountChanged, { roles: [...roles], active: active && member });

const OF_PATRON = statement('select id from account where patron_id = $1');

/** A patron's membership has ended, or goes on again: so does their account. */
export async function setMembership(tx: Tx, patronId: string, member: boolean): Promise<void> {
  const [row] = await tx.query<{ id: string }>(OF_PATRON, [patronId]);
  if (!row) return;
  unwrap(
    await accounts.step(
      tx,
      row.id,
      (state) => accountDecider.decide(state, { type: 'membership', member }),
      (_, state) => [accountChanged(state)],
    ),
  );
}
