import { PatronChanged } from '#lib/contracts';
import { message, statement, type Effect, type Tx } from '#lib/messaging';
import type { PatronState } from '../domain/patron/patron.ts';

/** What others hear of a patron. @param keys what their card number and username are recognized by, see patronKey of libs/service */
export const patronChanged = (state: PatronState, keys: readonly string[]): Effect => {
  const { patronRef, group, blocked, active, noticeChannel: _, noticeLanguage: __, erased: ___, ...wishes } = state;
  return message(PatronChanged, { patronRef, group, blocked, active, ...wishes, keys: [...new Set(keys)] });
};

const KEYS = statement(`select i.card_key, c.username_key from patron_identity i
  left join account a on a.patron_id = i.patron_id left join credential c on c.account_id = a.id where i.patron_id = $1`);

/** The keys of a patron as they stand in the tables. */
export async function keysOf(tx: Tx, patronId: string): Promise<string[]> {
  const rows = await tx.query<{ card_key: string; username_key: string | null }>(KEYS, [patronId]);
  return rows.flatMap(({ card_key: card, username_key: username }) => (username ? [card, username] : [card]));
}
