import { PatronErased } from '#lib/contracts';
import { unwrap } from '#lib/kernel';
import { message, statement, type Tx } from '#lib/messaging';
import { endSessions } from '#lib/service';
import { patronDecider } from '../../domain/patron/patron.ts';
import { forgetFollowed } from '../notices/follow.ts';
import { endProxiesOf } from '../proxies.ts';
import { patrons } from '../stores.ts';

const FORGET = ['patron_identity', 'patron_term', 'patron_key'].map((table) =>
  statement(`delete from ${table} where patron_id = $1`),
);
const CLOSE = statement('update account set active = false where patron_id = $1');
const ACCOUNTS = statement('select id from account where patron_id = $1');
const NO_SIGN_IN = ['credential', 'second_factor', 'recovery_code', 'identity_link'].map((table) =>
  statement(`delete from ${table} where account_id = $1`),
);

/** Destroys a patron's key and with it everything personal of them, ends their sign-in, and tells the others. */
export async function destroyPatron(tx: Tx, patronId: string): Promise<void> {
  const { state } = unwrap(
    await patrons.step(
      tx,
      patronId,
      (before) => patronDecider.decide(before, { type: 'erase' }),
      (_, { patronRef }) => [message(PatronErased, { patronRef })],
    ),
  );
  await forgetFollowed(tx, state.patronRef);
  await endProxiesOf(tx, state.patronRef);
  for (const forget of FORGET) await tx.execute(forget, [patronId]);
  await tx.execute(CLOSE, [patronId]);
  for (const { id } of await tx.query<{ id: string }>(ACCOUNTS, [patronId])) {
    for (const forget of NO_SIGN_IN) await tx.execute(forget, [id]);
    await endSessions(tx, id);
  }
}
