import type { Tx } from '#lib/messaging';
import type { NameSafe } from '../app/names/name-safe.ts';
import { findPerson } from '../app/notices/addressee.ts';
import { noticeSeal } from '../app/notices/followed-request.ts';

/** What a followed request is for, opened for whoever works on it. */
export async function titleOf(
  tx: Tx,
  names: NameSafe,
  { requestId, patronRef, sealed }: { requestId: string; patronRef: string | null; sealed: string | null },
): Promise<string> {
  const safe = patronRef && sealed ? (await findPerson(tx, names, patronRef)).safe : undefined;
  return (safe && sealed && safe.open<{ title: string }>(noticeSeal(requestId), sealed).title) || 'Untitled';
}
