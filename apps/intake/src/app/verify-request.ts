import { unwrap } from '#lib/kernel';
import type { Tx } from '#lib/messaging';
import { check } from '../domain/verification/check.ts';
import type { LookUp } from '../domain/verification/registry-work.ts';
import { findDuplicate } from './find-duplicate.ts';
import { stepFrom } from './step-request.ts';
import { requests } from './stores.ts';

/** Applies what looking a citation up brought, if the request still waits for this round's answer. */
export async function verifyRequest(tx: Tx, id: string, round: number, found: LookUp): Promise<void> {
  const loaded = await requests.load(tx, id);
  const { state } = loaded;
  if (state.status !== 'received' || state.round !== round || !state.citation) return;
  const checked = check(state.citation, found, state.citationNotes ?? []);
  const duplicateOf = await findDuplicate(tx, id, state, checked.citation);
  const now = tx.now().toISOString();
  unwrap(await stepFrom(tx, loaded, [{ type: 'verify', round, checked, ...(duplicateOf && { duplicateOf }), now }]));
}
