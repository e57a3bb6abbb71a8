import { createHash } from 'node:crypto';
import { statement, type Tx } from '#lib/messaging';

export interface KeptMessage {
  readonly direction: 'in' | 'out';
  readonly attemptId: string;
  readonly partner: string;
  readonly kind: string;
  readonly xml: string;
  readonly answer: string;
  readonly repeatKey?: string;
}

const KEEP = statement(`insert into iso_message (id, tenant, direction, attempt_id, partner, kind, xml, answer, repeat_key, at)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) on conflict (tenant, repeat_key) do nothing`);
const ANSWERED = statement('select answer from iso_message where repeat_key = $1');

// names as any prefix may bind them; the element has no attributes that matter and never nests
const PATRON = /<((?:[\w.-]+:)?patronInfo)(?:\s[^>]*)?(?:\/>|>[\s\S]*?<\/\1\s*>)/g;
/** A message as it is kept: what a partner says of its patron is nobody's business here. */
export const withoutPatron = (xml: string): string => xml.replaceAll(PATRON, '<!-- patronInfo: not kept -->');

/** Keeps a message with its confirmation. @returns false where the same message was kept before */
export async function keepMessage(tx: Tx, kept: KeptMessage): Promise<boolean> {
  const { direction, attemptId, partner, kind, xml, answer, repeatKey = null } = kept;
  const bare = withoutPatron(xml);
  const values = [tx.newId(), tx.tenant, direction, attemptId, partner, kind, bare, answer, repeatKey, tx.now().toISOString()];
  return (await tx.execute(KEEP, values)) > 0;
}

/** What was answered to the same message before. */
export async function answeredBefore(tx: Tx, repeatKey: string): Promise<string | undefined> {
  const [row] = await tx.query<{ answer: string }>(ANSWERED, [repeatKey]);
  return row?.answer;
}

/**
 * By what a message that comes again is known: ISO 18626 gives messages no id, so sender, both request ids, timestamp and the body
 * together have to do.
 */
export const repeatKeyOf = (parts: readonly (string | undefined)[], xml: string): string =>
  createHash('sha256')
    .update(JSON.stringify(parts.map((part) => part ?? null)))
    .update('\n')
    .update(xml)
    .digest('base64url');
