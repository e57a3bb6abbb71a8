import { PatronRef, type PatronChanged, type WishesForAll } from '#lib/contracts';
import { json, statement, type Tx } from '#lib/messaging';
import type { PatronKeys } from '#lib/service';

export interface KnownPatron {
  readonly patronRef: string;
  readonly group: string;
  /** Null before directory told of any. */
  readonly wishes: Omit<WishesForAll, 'keepHistory'> | null;
}

const SELECT = `select patron_ref as "patronRef", "group", coalesce(wishes,
  jsonb_strip_nulls(jsonb_build_object('ebookAccepted', ebook_accepted, 'anyEdition', any_edition))) as wishes from patron where active`;
const BY_REF = statement(`${SELECT} and patron_ref = $1`);
const BY_KEY = statement(`${SELECT} and keys @> array[$1] order by patron_ref limit 1`);
const LEARN =
  statement(`insert into patron (tenant, patron_ref, "group", active, ebook_accepted, any_edition, keys, sequence, keep_history, wishes)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) on conflict (tenant, patron_ref) do update set "group" = excluded."group", active = excluded.active,
    ebook_accepted = excluded.ebook_accepted, any_edition = excluded.any_edition, keys = excluded.keys, sequence = excluded.sequence,
    keep_history = excluded.keep_history, wishes = excluded.wishes
  where patron.sequence < excluded.sequence`);

export const patronByRef = async (tx: Tx, ref: string): Promise<KnownPatron | undefined> =>
  (await tx.query<KnownPatron>(BY_REF, [ref]))[0];

export const patronByKey = async (tx: Tx, key: string): Promise<KnownPatron | undefined> =>
  (await tx.query<KnownPatron>(BY_KEY, [key]))[0];

/** The patron of the transaction's library whom a patronRef, card number or username means. */
export const findPatron = (tx: Tx, name: string, keys: PatronKeys): Promise<KnownPatron | undefined> =>
  PatronRef.safeParse(name.trim()).success ? patronByRef(tx, name.trim()) : patronByKey(tx, keys.of(tx.tenant, name));

/**
 * A patronRef for a card number or username that nobody at the library has: the same one each time, so that their requests are known to
 * be one person's, and nothing of the name in it.
 */
export const guestRef = (key: string): string => `p_g${key.replace(/^k_/, '').slice(0, 24)}`;
export const GUEST = 'guest';

/** Directory's news of a patron; an older one than is known changes nothing. */
export const learnPatron = (tx: Tx, patron: PatronChanged, sequence: number): Promise<number> => {
  const { patronRef, group, blocked: _, active, keys, keepHistory = null, ...wishes } = patron;
  const { ebookAccepted = null, anyEdition = null } = wishes;
  const values = [tx.tenant, patronRef, group, active, ebookAccepted, anyEdition, keys, sequence, keepHistory, json(wishes)];
  return tx.execute(LEARN, values);
};
