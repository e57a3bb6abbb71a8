import type { NoMail, NoticeLanguage } from '#lib/contracts';
import { statement, type Tx } from '#lib/messaging';
import { whyNoMail } from '../../domain/notice/choose.ts';
import type { PatronState } from '../../domain/patron/patron.ts';
import type { Identity } from '../../domain/identity/identity.ts';
import { findConnector } from '../connectors.ts';
import { identityOf, patronSafe, type IdentityRow } from '../names/identities.ts';
import type { NameSafe, PatronSafe } from '../names/name-safe.ts';

/** Whoever a notice is for, as they stand now. */
export interface Person {
  readonly identity?: Identity;
  readonly safe?: PatronSafe;
  readonly language?: NoticeLanguage | undefined;
  /** Why they are not mailed. */
  readonly why?: NoMail | undefined;
}

const FIND =
  statement(`select p.id, p.state, i.patron_id is not null as named, i.sealed, i.given_name, i.family_name, i.email, i.card_number
  from patron p left join patron_identity i on i.patron_id = p.id where p.patron_ref = $1`);
type Row = IdentityRow & { readonly id: string; readonly state: PatronState; readonly named: boolean };

/** Opens who a patron is, for the moment of writing to them. */
export async function findPerson(tx: Tx, names: NameSafe, patronRef: string): Promise<Person> {
  const server = (await findConnector(tx, 'smtp')).active;
  const [row] = await tx.query<Row>(FIND, [patronRef]);
  if (!row) return { why: whyNoMail(undefined, server) };
  const { state } = row;
  if (!row.named || state.erased) return { why: 'erased' };
  const safe = await patronSafe(tx, names, row.id);
  const identity = identityOf(row, safe);
  return { identity, safe, language: state.noticeLanguage, why: whyNoMail({ ...state, email: identity.email }, server) };
}
